using ClipGrid.Model.Native;
using Xunit;

namespace ClipGrid.Model.Tests.Native;

public sealed class LoaderAdviceTests
{
    [Theory]
    [InlineData("/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)", "infra/build/TorchNative.targets")]
    [InlineData("/lib/libstdc++.so.6: version `CXXABI_1.3.15' not found (required by /app/libtorch_cpu.so)", "newer libstdc++")]
    [InlineData("/lib/libc.so.6: version `GLIBC_2.34' not found (required by /app/libLibTorchSharp.so)", "glibc 2.34")]
    [InlineData("libgomp.so.1: cannot open shared object file: No such file or directory", "apt-get install libgomp1")]
    [InlineData("libstdc++.so.6: cannot open shared object file: No such file or directory", "apt-get install libstdc++6")]
    [InlineData("libcuda.so.1: cannot open shared object file: No such file or directory", "NVIDIA driver")]
    [InlineData("libcudart.so.12: cannot open shared object file: No such file or directory", "-p:Torch=cpu")]
    [InlineData("libtorch_cpu.so: cannot open shared object file: No such file or directory", "Build or publish again")]
    [InlineData("libgomp-98b21ff3.so.1: cannot open shared object file: No such file or directory", "Build or publish again")]
    [InlineData("libfoo.so.3: cannot open shared object file: No such file or directory", "the package that holds libfoo.so.3")]
    [InlineData("/app/libc10.so: invalid ELF header", "Build or publish again")]
    [InlineData("/app/libc10.so: undefined symbol: foo", "Build or publish again")]
    [InlineData("Error loading shared library libc.so.6: No such file or directory (needed by /app/libc10.so)", "instead of Alpine")]
    [InlineData("/app/libLibTorchSharp.so: cannot allocate memory in static TLS block", "ldd /app/libLibTorchSharp.so")]
    public void Paragraph_EachFault_SaysWhatToDoInOneParagraph(string words, string remedy)
    {
        LoaderComplaint complaint = LoaderComplaint.Parse("Unable to load shared library.\n" + words + "\n", "libLibTorchSharp.so");

        string paragraph = LoaderAdvice.Paragraph(complaint, "/app/libLibTorchSharp.so");

        Assert.Contains(remedy, paragraph, StringComparison.Ordinal);
        Assert.Contains(words, paragraph, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', paragraph);
    }
}
