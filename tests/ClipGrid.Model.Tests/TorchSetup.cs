using System.Runtime.CompilerServices;
using ClipGrid.Model.Native;

namespace ClipGrid.Model.Tests;

/// <summary>Loads torch as a host does, before the first test touches a tensor.</summary>
internal static class TorchSetup
{
#pragma warning disable CA2255 // The test program has no other place that runs before every test.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Load() => TorchRuntime.EnsureLoaded();
}
