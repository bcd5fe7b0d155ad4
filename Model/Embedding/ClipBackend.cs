using System.Buffers;
using System.Runtime.InteropServices;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Tokenization;
using static TorchSharp.torch;

namespace ClipGrid.Model.Embedding;

/// <summary>A <see cref="ClipModel"/> behind an encoder's queue.</summary>
internal sealed class ClipBackend : IEmbeddingBackend
{
    private readonly ClipModel _model;
    private readonly bool _allowsTruncation;
    private readonly PictureDecoder _decoder;
    private readonly Preprocessor _preprocessor;

    internal ClipBackend(ClipModel model, bool allowsTruncation, PictureLimits? limits)
    {
        _model = model;
        _allowsTruncation = allowsTruncation;
        _decoder = new PictureDecoder(limits);
        _preprocessor = new Preprocessor(model.Preprocess);
        model.Network.eval();
    }

    public int Dimension => _model.Network.Config.EmbedDim;

    public int[] Tokenize(string text) => Tokenize(text, _allowsTruncation);

    public int[] TokenizeCut(string text) => Tokenize(text, allowsTruncation: true);

    public bool Cuts(string text) => _model.Tokenizer.Tokenize([text], allowTruncation: true).TruncatedCount > 0;

    public PreparedPicture Prepare(ReadOnlyMemory<byte> encodedPicture, CancellationToken cancellationToken)
    {
        using Picture picture = _decoder.Decode(encodedPicture.Span);
        cancellationToken.ThrowIfCancellationRequested();
        PreparedPicture prepared = PreparedPicture.Rent(_preprocessor.PixelCount);
        try
        {
            _preprocessor.Run(picture, prepared.Pixels.Span);
            return prepared;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    public float[][] EncodeTokens(IReadOnlyList<int[]> texts)
    {
        int rowLength = texts.Max(ids => ids.Length);
        long[] tokens_BT = new long[texts.Count * rowLength];
        for (int row = 0; row < texts.Count; row++)
            for (int t = 0; t < texts[row].Length; t++)
                tokens_BT[(row * rowLength) + t] = texts[row][t];
        using var scope = NewDisposeScope();
        using var frozen = inference_mode();
        return Rows(_model.Network.EncodeUnitTexts(tokens_BT, rowLength));
    }

    public float[][] EncodePixels(IReadOnlyList<PreparedPicture> pictures)
    {
        int length = pictures.Count * _preprocessor.PixelCount;
        // Rented: 32 pictures of 224 pixels are 19 MB, and a new array for each batch would grow the heap between collections.
        float[] rented = ArrayPool<float>.Shared.Rent(length);
        try
        {
            Span<float> pixels_BCSS = rented.AsSpan(0, length);
            for (int row = 0; row < pictures.Count; row++)
                pictures[row].Pixels.Span.CopyTo(pixels_BCSS[(row * _preprocessor.PixelCount)..]);
            using var scope = NewDisposeScope();
            using var frozen = inference_mode();
            return Rows(_model.Network.EncodeUnitImages(pixels_BCSS));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    public void Dispose() => _model.Dispose();

    private int[] Tokenize(string text, bool allowsTruncation)
    {
        TokenBatch batch = _model.Tokenizer.Tokenize([text], allowsTruncation);
        int[] ids = new int[batch.UsedLength];
        for (int t = 0; t < ids.Length; t++)
            ids[t] = (int)batch.Ids[t];
        return ids;
    }

    private static float[][] Rows(Tensor units_BE)
    {
        using Tensor host_BE = units_BE.cpu();
        ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(host_BE.bytes);
        int E = (int)host_BE.shape[1];
        float[][] rows = new float[host_BE.shape[0]][];
        for (int row = 0; row < rows.Length; row++)
            rows[row] = values.Slice(row * E, E).ToArray();
        return rows;
    }
}
