using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace ClipGrid.Model.Native;

/// <summary>
/// The native torch below TorchSharp: loads it before anything else does, and says what it is. Thread-safe; calling
/// again is cheap.
/// </summary>
public static class TorchRuntime
{
    private const string Library = "libLibTorchSharp.so";

    /// <summary>Loads the native torch in the application's folder; a host calls this once, before it uses tensors.</summary>
    /// <exception cref="TorchLoadException">It cannot be loaded; the message says why and what to do.</exception>
    public static void EnsureLoaded()
    {
        ThreadWaiting.PreferSleeping();
        LoadLibrary(AppContext.BaseDirectory);
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception e) when (e is TypeInitializationException or NotSupportedException)
        {
            throw new TorchLoadException(
                $"ClipGrid cannot load torch's native library: {Library} loads, but TorchSharp cannot use it. Build or publish again and copy the whole folder: TorchSharp.dll and the libraries in {AppContext.BaseDirectory} must be of one version.",
                Library, inner: e);
        }
    }

    /// <summary>What the native torch is and what it computes on; loads it first.</summary>
    /// <exception cref="TorchLoadException">It cannot be loaded.</exception>
    public static TorchDescription Describe()
    {
        EnsureLoaded();
        return new TorchDescription
        {
            LibtorchVersion = Version.Parse(torch.__version__).ToString(3),
            ThreadCount = torch.get_num_threads(),
            CpuCapability = DescribeCpu(),
            Devices = ["cpu", .. Enumerable.Range(0, CountGpus()).Select(i => $"cuda:{i}")],
        };
    }

    /// <summary>Loads the library in <paramref name="folder"/> by its path, so that the loader's own words are seen.</summary>
    /// <remarks>
    /// TorchSharp's own attempt hides them in a trace of 60 lines and, where it finds a package cache, copies half a
    /// gigabyte beside the application before it gives up. So this comes first and fails first.
    /// </remarks>
    internal static void LoadLibrary(string folder)
    {
        string path = Path.Combine(folder, Library);
        if (!File.Exists(path))
            throw new TorchLoadException(
                $"ClipGrid cannot load torch's native library: {Library} is not in {folder}. The application was built for another system than linux-x64 or its project does not set CarriesTorch: set it to true in the .csproj, and build with -p:Torch=cpu or -p:Torch=cuda.",
                Library);
        try
        {
            NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            LoaderComplaint complaint = LoaderComplaint.Parse(e.Message, Library);
            throw new TorchLoadException(LoaderAdvice.Paragraph(complaint, path), complaint.Library, complaint.Demand, e);
        }
    }

    // Asking TorchSharp for CUDA where no CUDA library lies makes it search and copy package caches: look first.
    private static int CountGpus() =>
        File.Exists(Path.Combine(AppContext.BaseDirectory, "libtorch_cuda.so")) && torch.cuda.is_available() ? torch.cuda.device_count() : 0;

    // The rule of ATen's dispatcher (aten/src/ATen/native/DispatchStub.cpp), which TorchSharp does not expose.
    private static string DescribeCpu() =>
        Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Fma.IsSupported ? "AVX512"
        : Avx2.IsSupported && Fma.IsSupported ? "AVX2"
        : "DEFAULT";
}
