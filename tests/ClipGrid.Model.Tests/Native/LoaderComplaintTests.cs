using ClipGrid.Model.Native;
using Xunit;

namespace ClipGrid.Model.Tests.Native;

public sealed class LoaderComplaintTests
{
    /// <summary>The sentence that .NET puts before the loader's own line.</summary>
    private const string Preface =
        "Unable to load shared library '/app/libLibTorchSharp.so' or one of its dependencies. In order to help diagnose loading problems, consider using a tool like strace. If you're using glibc, consider setting the LD_DEBUG environment variable: \n";

    [Fact]
    public void Parse_VersionNotFound_NamesLibraryVersionAndWhoAsks()
    {
        LoaderComplaint complaint = Parse("/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)");

        Assert.Equal(LoaderFault.VersionMissing, complaint.Fault);
        Assert.Equal("libstdc++.so.6", complaint.Library);
        Assert.Equal("GLIBCXX_3.4.32", complaint.Demand);
        Assert.Equal("libLibTorchSharp.so", complaint.RequiredBy);
    }

    [Theory]
    [InlineData("libgomp.so.1: cannot open shared object file: No such file or directory", LoaderFault.LibraryMissing, "libgomp.so.1", null)]
    [InlineData("/app/libLibTorchSharp.so: undefined symbol: _ZN5torch8autograd12VariableInfoE", LoaderFault.SymbolMissing, "libLibTorchSharp.so", "_ZN5torch8autograd12VariableInfoE")]
    [InlineData("/app/libc10.so: symbol lookup error: undefined symbol: foo, version BAR_1", LoaderFault.SymbolMissing, "libc10.so", "foo")]
    [InlineData("/app/libtorch_cpu.so: file too short", LoaderFault.FileBroken, "libtorch_cpu.so", null)]
    [InlineData("/app/libc10.so: invalid ELF header", LoaderFault.FileBroken, "libc10.so", null)]
    [InlineData("/app/libc10.so: wrong ELF class: ELFCLASS32", LoaderFault.FileBroken, "libc10.so", null)]
    [InlineData("Error loading shared library libstdc++.so.6: No such file or directory (needed by /app/libLibTorchSharp.so)", LoaderFault.Musl, "libstdc++.so.6", null)]
    [InlineData("Error relocating /app/libc10.so: __memcpy_chk: symbol not found", LoaderFault.Musl, "libc10.so", "__memcpy_chk")]
    public void Parse_KnownWords_FindsFaultLibraryAndDemand(string words, object fault, string library, string? demand)
    {
        LoaderComplaint complaint = Parse(words);

        Assert.Equal(fault, complaint.Fault);
        Assert.Equal(library, complaint.Library);
        Assert.Equal(demand, complaint.Demand);
    }

    [Fact]
    public void Parse_SeveralNamesTried_PrefersTheVersionOverTheNamesThatAreNotThere()
    {
        LoaderComplaint complaint = Parse(
            "LibTorchSharp.so: cannot open shared object file: No such file or directory\n"
            + "/lib64/libm.so.6: version `GLIBC_2.38' not found (required by /app/libtorch_cpu.so)\n"
            + "/app/LibTorchSharp: cannot open shared object file: No such file or directory");

        Assert.Equal(LoaderFault.VersionMissing, complaint.Fault);
        Assert.Equal("GLIBC_2.38", complaint.Demand);
        Assert.Equal("libtorch_cpu.so", complaint.RequiredBy);
    }

    [Fact]
    public void Parse_UnknownWords_KeepsThemAll()
    {
        LoaderComplaint complaint = Parse("/app/libLibTorchSharp.so: cannot allocate memory in static TLS block");

        Assert.Equal(LoaderFault.Other, complaint.Fault);
        Assert.Equal("libLibTorchSharp.so", complaint.Library);
        Assert.Contains("static TLS block", complaint.Words, StringComparison.Ordinal);
    }

    private static LoaderComplaint Parse(string words) => LoaderComplaint.Parse(Preface + words + "\n", "libLibTorchSharp.so");
}
