using CsCheck;
using Xunit;

namespace ClipGrid.Grains.Tests.Devices;

/// <summary>What holds after any history of silos that come, go and run things, and sessions that ask, renew and release.</summary>
public sealed class DeviceLedgerPropertyTests
{
    private static readonly Gen<int[][]> Histories = Gen.Int[0, 1 << 20].Array[LedgerHistory.MoveLength].Array[1, 120];

    [Fact]
    public void Ledger_AnyHistory_NeverGivesADeviceTwiceOrTooSmallOrOutOfTurnAndLeavesNoneIdle() =>
        Histories.Sample(moves =>
        {
            LedgerHistory history = new();
            foreach (int[] move in moves)
                history.Play(move);
            history.Settle();
        });
}
