using ClipGrid.Model.Embedding;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Tests.Embedding;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Weights;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Leaks;

/// <summary>Texts and pictures of concurrent callers through an encoder; one in fifty of each is refused.</summary>
internal static class EncodingWork
{
    internal const int EncodeCount = 5000;

    private const int CallerCount = 8;
    private const int EncodesPerSample = 250;

    private static readonly byte[][] Pictures = [.. Enumerable.Range(0, 20).Select(TinyModel.Picture)];
    private static readonly byte[] Cut = Pictures[1][..^100];
    private static readonly string TooLong = string.Join(' ', Enumerable.Repeat("photo", 50));

    internal static Task Encodes(Action<long, long> sample) => Run(0, sample);

    /// <summary>The negative control: 16 KiB are forgotten at each encode.</summary>
    internal static Task ForgetfulEncodes(Action<long, long> sample) => Run(4096, sample);

    /// <summary>A model folder loaded, used and unloaded, 50 times; some of the folders are refused.</summary>
    internal static async Task Loads(Action<long, long> sample)
    {
        using var folder = new TemporaryFolder();
        int parameterCount;
        using (ClipModel model = TinyModel.Build())
        {
            parameterCount = model.Network.parameters().Count();
            model.Save(folder.In("good"), CheckpointLayout.HuggingFace);
            model.Save(folder.In("bad"), CheckpointLayout.OpenAi);
            SafetensorsWriter.Write(folder.In("bad/model.safetensors"), model.Network.ToWeights().With("logit_scale", WeightTensor.FromFloats([2], [1, 2])).Tensors);
        }
        for (int round = 1; round <= 50; round++)
        {
            await using (ClipEncoder encoder = ClipEncoder.Over(ClipModel.Load(folder.In("good"))))
                await EmbedAsync(encoder, 0, 16);
            await RefusedAsync<WeightMismatchException>(Task.Run(() => ClipModel.Load(folder.In("bad"))));
            sample(round, parameterCount * (1 + (2L * round)));
        }
    }

    private static async Task Run(int forgottenFloatsPerEncode, Action<long, long> sample)
    {
        var forgotten = new List<Tensor>();
        ClipModel model = TinyModel.Build();
        int parametersMade = model.Network.parameters().Count();
        await using (ClipEncoder encoder = ClipEncoder.Over(model))
        {
            for (int done = 0; done < EncodeCount; done += EncodesPerSample)
            {
                await EmbedAsync(encoder, done, EncodesPerSample);
                for (int i = 0; i < EncodesPerSample && forgottenFloatsPerEncode > 0; i++)
                    forgotten.Add(ones(forgottenFloatsPerEncode));
                sample(done + EncodesPerSample, parametersMade);
            }
        }
        sample(EncodeCount + 1, parametersMade);
        forgotten.ForEach(tensor => tensor.Dispose());
    }

    private static Task EmbedAsync(ClipEncoder encoder, int first, int count) => Parallel.ForAsync(
        first, first + count, new ParallelOptions { MaxDegreeOfParallelism = CallerCount }, async (i, token) =>
        {
            if (i % 50 == 48)
                await RefusedAsync<CaptionTooLongException>(encoder.EmbedTextAsync(TooLong, token));
            else if (i % 50 == 49)
                await RefusedAsync<PictureException>(encoder.EmbedPictureAsync(Cut, token));
            else if (i % 2 == 0)
                await encoder.EmbedTextAsync(TinyModel.Captions[i % TinyModel.Captions.Length], token);
            else
                await encoder.EmbedPictureAsync(Pictures[i % Pictures.Length], token);
        });

    private static async Task RefusedAsync<TException>(Task task) where TException : Exception
    {
        try
        {
            await task;
        }
        catch (TException)
        {
            return;
        }
        throw new InvalidOperationException($"No {typeof(TException).Name} was thrown.");
    }
}
