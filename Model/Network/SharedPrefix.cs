using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

// B rows, P tokens that they share, R tokens of each row's own, T = P + R, N = P + B R, D width

/// <summary>How rows that share their first tokens are packed: those tokens once, then each row's own.</summary>
internal readonly record struct SharedPrefix(long RowCount, long PrefixLength, long RestLength)
{
    /// <summary>True where a row's own token (R) may see a token of its row (T): all of the prefix, and its own up to itself.</summary>
    internal Tensor Visible(Device device)
    {
        using var scope = NewDisposeScope();
        Tensor own_R1 = HeldScalars.Integers(PrefixLength, PrefixLength + RestLength, device).unsqueeze(1);
        return HeldScalars.Integers(0, PrefixLength + RestLength, device).unsqueeze(0).le(own_R1).MoveToOuterDisposeScope();
    }

    /// <summary>Packed tokens [N, D] to whole rows [B, T, D].</summary>
    internal Tensor Unpack(Tensor x_ND)
    {
        using var scope = NewDisposeScope();
        Tensor shared_BPD = x_ND.narrow(0, 0, PrefixLength).unsqueeze(0).expand(RowCount, -1, -1);
        Tensor own_BRD = x_ND.narrow(0, PrefixLength, RowCount * RestLength).view(RowCount, RestLength, -1);
        return cat([shared_BPD, own_BRD], 1).MoveToOuterDisposeScope();
    }
}
