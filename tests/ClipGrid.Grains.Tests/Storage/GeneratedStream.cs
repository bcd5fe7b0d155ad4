using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Storage;

/// <summary>As many bytes as wanted without holding them: a block of noise, repeated. Calls back before every read.</summary>
internal sealed class GeneratedStream(long length, Action<long>? beforeRead = null) : ReadOnlyStream(length)
{
    // A prime, so that no part or buffer of a store is a multiple of it.
    private static readonly byte[] s_noise = Noise(1_000_003);

    public override int Read(Span<byte> buffer)
    {
        beforeRead?.Invoke(Position);
        int count = (int)Math.Min(buffer.Length, Length - Position);
        for (int done = 0; done < count;)
        {
            ReadOnlySpan<byte> rest = s_noise.AsSpan((int)((Position + done) % s_noise.Length));
            rest = rest[..Math.Min(rest.Length, count - done)];
            rest.CopyTo(buffer[done..]);
            done += rest.Length;
        }
        Advance(count);
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    /// <summary>The first bytes, in memory.</summary>
    public static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        using GeneratedStream stream = new(length);
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(7).NextBytes(noise);
        return noise;
    }
}
