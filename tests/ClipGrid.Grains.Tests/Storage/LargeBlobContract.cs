using ClipGrid.Grains.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage;

/// <summary>What every blob store does with a blob that is larger than what memory has for it.</summary>
public abstract class LargeBlobContract
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task PutAsync_OfAGigabyte_StreamsWithFlatMemory()
    {
        IBlobStore store = await OpenStoreAsync();
        const long Length = 1L << 30;
        const long Allowed = 200L << 20;
        long start = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        using GeneratedStream content = new(Length, Watch);
        BlobInfo put = await store.PutAsync("large", content, BlobCondition.None, Cancellation);
        Assert.Equal(Length, put.Length);
        await using BlobContent read = await store.OpenAsync("large", null, Cancellation);
        using GeneratedStream expected = new(Length, Watch);
        byte[] actualPart = new byte[1 << 20], expectedPart = new byte[1 << 20];
        for (long position = 0; position < Length; position += actualPart.Length)
        {
            await read.Stream.ReadExactlyAsync(actualPart, Cancellation);
            await expected.ReadExactlyAsync(expectedPart, Cancellation);
            Assert.True(actualPart.AsSpan().SequenceEqual(expectedPart), $"Other bytes in the megabyte from {position}.");
        }
        Assert.Equal(0, await read.Stream.ReadAsync(actualPart, Cancellation));
        Assert.InRange(most, 0, start + Allowed);

        void Watch(long position) => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
    }

    /// <summary>A new, empty store.</summary>
    private protected abstract Task<IBlobStore> OpenStoreAsync();
}
