using TorchSharp;
using Xunit;

namespace ClipGrid.Model.Tests;

/// <summary>
/// Fails a test class that leaves tensors behind. Use: <c>using var leaks = new LeakCheck();</c> first in a test, or as a field of
/// a class whose <c>Dispose</c> disposes it last.
/// </summary>
internal sealed class LeakCheck : IDisposable
{
    private readonly long _before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    public void Dispose() => Assert.Equal(_before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
}
