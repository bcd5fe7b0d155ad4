namespace ClipGrid.TestKit.Hostile;

/// <summary>Changes files as a faulty disk, a bad network or somebody with a plan does.</summary>
public static class HostileBytes
{
    private const int MostChanges = 6;
    private const int LongestChange = 24;
    private static readonly byte[] Edges = [0, 1, 0x7F, 0x80, 0xFF, (byte)'\n', (byte)'\r', (byte)'"', (byte)'{', (byte)'\\'];

    /// <summary>The bytes with a few changes: flipped, edged, put in, taken out, doubled, cut, moved.</summary>
    public static byte[] Mutate(ReadOnlySpan<byte> bytes, Random random)
    {
        List<byte> changed = [.. bytes];
        for (int change = random.Next(1, MostChanges); change > 0; change--)
            Change(changed, random);
        return [.. changed];
    }

    private static void Change(List<byte> bytes, Random random)
    {
        int at = random.Next(bytes.Count + 1);
        int count = Math.Min(random.Next(1, LongestChange), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = Edges[random.Next(Edges.Length)];
                break;
            // Four bytes that may be a length or a size.
            case 2 when at + sizeof(int) <= bytes.Count:
                bytes.RemoveRange(at, sizeof(int));
                bytes.InsertRange(at, BitConverter.GetBytes(random.Next(2) == 0 ? int.MaxValue : -1));
                break;
            case 3:
                bytes.InsertRange(at, Enumerable.Range(0, random.Next(1, LongestChange)).Select(_ => (byte)random.Next(256)));
                break;
            case 4:
                bytes.RemoveRange(at, count);
                break;
            case 5 when random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                byte[] moved = [.. bytes.Skip(at).Take(count)];
                bytes.RemoveRange(at, count);
                bytes.InsertRange(random.Next(bytes.Count + 1), moved);
                break;
            default:
                bytes.InsertRange(at, bytes.Skip(at).Take(count).ToArray());
                break;
        }
    }
}
