# SPDX-License-Identifier: BSD-2-Clause
class Ipcompat < Formula
  desc "What a Unix really does when processes talk to each other"
  homepage "https://example.org/ipcompat"
  url "https://example.org/ipcompat/ipcompat-@VERSION@.tar.xz"
  sha256 "@SHA256@"
  license "BSD-2-Clause"

  depends_on "pkgconf" => [:build, :test]
  depends_on "atf"
  depends_on "jansson"
  depends_on "kyua"

  uses_from_macos "libxml2"
  uses_from_macos "sqlite"

  def install
    system "./configure", "--disable-faults", "--disable-silent-rules",
                          *std_configure_args
    system "make", "install"
  end

  test do
    assert_match "ipcompat #{version}", shell_output("#{bin}/ipcompat --version")
    system bin/"ipcompat", "run", "reliability"
    assert_path_exists testpath/"ipcompat-report/partial/report.json"
    (testpath/"test.c").write <<~C
      #include <ipcompat.h>
      int main (void) { return mkfifo ("fifo", 0600) != 0; }
    C
    flags = shell_output("pkgconf --cflags --libs ipcompat").split
    system ENV.cc, "test.c", *flags, "-o", "test"
    system "./test"
  end
end
