namespace ClipGrid.Model.Native;

/// <summary>Turns a loader's complaint into the paragraph that a person can act on.</summary>
internal static class LoaderAdvice
{
    /// <summary>One paragraph: what is wrong, what to do, and the loader's own words.</summary>
    /// <param name="complaint">What the loader said.</param>
    /// <param name="loaded">The file that was to be loaded, with its folder.</param>
    public static string Paragraph(LoaderComplaint complaint, string loaded) =>
        $"ClipGrid cannot load torch's native library: {Trouble(complaint, loaded)} {Remedy(complaint, loaded)} The loader's words: {complaint.Words}";

    private static string Trouble(LoaderComplaint complaint, string loaded) => complaint.Fault switch
    {
        LoaderFault.VersionMissing => $"{complaint.RequiredBy ?? Path.GetFileName(loaded)} asks {complaint.Library} for {complaint.Demand}, and this system's {complaint.Library} is older than that.",
        LoaderFault.LibraryMissing => $"{complaint.Library} is not on this system, and {Path.GetFileName(loaded)} or a library that it uses needs it.",
        LoaderFault.SymbolMissing => $"{complaint.Library} uses the symbol {complaint.Demand}, which no loaded library has.",
        LoaderFault.FileBroken => $"{complaint.Library} is not a whole library for this processor.",
        LoaderFault.Musl => "this system's C library is musl, and libtorch is built for glibc.",
        _ => $"{loaded} is here, but the loader refuses it.",
    };

    private static string Remedy(LoaderComplaint complaint, string loaded)
    {
        string folder = Path.GetDirectoryName(loaded) ?? ".";
        string rebuild = $"Build or publish again and copy the whole folder: the libraries in {folder} must be of one build.";
        return complaint switch
        {
            { Fault: LoaderFault.VersionMissing, Demand: "GLIBCXX_3.4.32" } =>
                "Build or publish with this repository's own targets (infra/build/TorchNative.targets makes that demand weak, and nothing uses it), or run on a system with the libstdc++ of GCC 13 or newer (Debian 13, Ubuntu 24.04, RHEL 10).",
            { Fault: LoaderFault.VersionMissing, Library: "libstdc++.so.6" } =>
                "Install a newer libstdc++, that of GCC 12 at least, or run on a newer system (Debian 12, Ubuntu 22.04, RHEL 10 or later).",
            { Fault: LoaderFault.VersionMissing, Demand: ['G', 'L', 'I', 'B', 'C', '_', ..] } =>
                "Run on a newer system, glibc 2.34 at least: Debian 12, Ubuntu 22.04, RHEL 10 or later.",
            { Fault: LoaderFault.LibraryMissing, Library: "libgomp.so.1" } =>
                "Install it: apt-get install libgomp1 (Debian, Ubuntu) or dnf install libgomp (RHEL, Fedora).",
            { Fault: LoaderFault.LibraryMissing, Library: "libstdc++.so.6" } =>
                "Install it: apt-get install libstdc++6 (Debian, Ubuntu) or dnf install libstdc++ (RHEL, Fedora).",
            { Fault: LoaderFault.LibraryMissing } when IsCuda(complaint.Library) =>
                "This build is for CUDA (-p:Torch=cuda): install the NVIDIA driver and, in a container, hand the GPU in (docker run --gpus all); or build for the CPU with -p:Torch=cpu.",
            { Fault: LoaderFault.LibraryMissing } when IsTorch(complaint.Library) => rebuild,
            { Fault: LoaderFault.LibraryMissing } => $"Install the package that holds {complaint.Library}.",
            { Fault: LoaderFault.SymbolMissing or LoaderFault.FileBroken } => rebuild,
            { Fault: LoaderFault.Musl } => "Run on a glibc system, for example a container image based on Debian or Ubuntu instead of Alpine.",
            _ => $"Run ldd {loaded} to see which of its libraries are found, on linux-x64 with glibc 2.34 or newer.",
        };
    }

    private static bool IsCuda(string library) =>
        library.StartsWith("libcu", StringComparison.Ordinal) || library.StartsWith("libnv", StringComparison.Ordinal);

    private static bool IsTorch(string library) =>
        library.StartsWith("libtorch", StringComparison.Ordinal) || library.StartsWith("libc10", StringComparison.Ordinal)
        || library.StartsWith("libgomp-", StringComparison.Ordinal) || library.StartsWith("libLibTorchSharp", StringComparison.Ordinal);
}
