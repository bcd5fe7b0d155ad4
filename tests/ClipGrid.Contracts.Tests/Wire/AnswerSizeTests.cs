using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Transfers;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Invocation;
using Xunit;

namespace ClipGrid.Contracts.Tests.Wire;

/// <summary>How many bytes answers take on the wire: Orleans writes a bare ReadOnlyMemory element by element, a record's member as a block.</summary>
public sealed class AnswerSizeTests : IDisposable
{
    private const int Overhead = 1024;
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer(serializer => serializer.AddAssembly(typeof(ITransferGrain).Assembly)).BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Answer_OfALargestPiece_TakesLittleMoreThanItsBytes()
    {
        byte[] piece = new byte[GridLimits.PieceBytes];
        new Random(1).NextBytes(piece);

        Assert.InRange(SizeOf(new TransferPiece(piece)), piece.Length, piece.Length + Overhead);
        Assert.InRange(SizeOf(new PictureBytes("image/png", piece.Length, piece)), piece.Length, piece.Length + Overhead);
    }

    [Fact]
    public void Answer_OfAVector_StaysFarBelowAMessagesLimit()
    {
        float[] vector = [.. Enumerable.Range(1, 4096).Select(i => 1f / i)];

        Assert.InRange(SizeOf<ReadOnlyMemory<float>>(vector), vector.Length * sizeof(float), GridLimits.MessageBytes / 16);
    }

    private long SizeOf<T>(T answer) => _services.GetRequiredService<Serializer>().SerializeToArray(Response.FromResult(answer)).LongLength;
}
