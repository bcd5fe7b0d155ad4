using System.Buffers.Binary;
using ClipGrid.Grains.Datasets.Sources;
using CsCheck;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

/// <summary>Passing over the first n samples equals reading all and dropping n, for every format, with all kinds of faults in between.</summary>
public sealed class SkipTests
{
    private static readonly Gen<int[]> Kinds = Gen.Int[0, 7].Array[0, 9];

    [Fact]
    public async Task ReadAsync_CsvWithSkip_EqualsDropping() => await CheckAsync((folder, kinds) =>
    {
        folder.WithPictures("a.png");
        string[] rows = ["a.png,a cat", "b.png,none", "a.png,\"two\nlines\"", "a.png,\"open", "../a.png,out", "a.png", "a.png,", "a.png,5\" disk"];
        return folder.Write("captions.csv", "file,caption\n" + string.Join('\n', kinds.Select(kind => rows[kind])));
    });

    [Fact]
    public async Task ReadAsync_JsonlWithSkip_EqualsDropping() => await CheckAsync((folder, kinds) =>
    {
        folder.WithPictures("a.png");
        string[] lines =
        [
            """{"file":"a.png","caption":"x"}""", """{"file":"b.png","caption":"x"}""", "", "{", "[]",
            """{"file":"a.png"}""", """{"caption":"x"}""", """{"file":"/a.png","caption":"x"}""",
        ];
        return folder.Write("pairs.jsonl", """{"file":"a.png","caption":"first"}""" + "\n" + string.Join('\n', kinds.Select(kind => lines[kind])));
    });

    [Fact]
    public async Task ReadAsync_ClassFoldersWithSkip_EqualsDropping() => await CheckAsync((folder, kinds) =>
    {
        string[] names = ["cat/{0}.png", "cat/{0}.tif", "{0}.png", "dog/x/{0}.gif", ".h/{0}.png", "cat/{0}.txt", "dog/.{0}.png", "fox/{0}"];
        folder.WithPictures([.. kinds.Select((kind, i) => string.Format(null, names[kind], i)), "cat/x.png"]);
        return folder.Path;
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadAsync_TarWithSkip_EqualsDropping(bool isPacked) => await CheckAsync((folder, kinds) =>
    {
        foreach (string shard in (string[])["a.tar", "b.tar"])
        {
            var tar = new TarBuilder();
            foreach ((int i, int kind) in kinds.Index())
                _ = kind switch
                {
                    0 => tar.Sample($"k{i}", "fine"),
                    1 => tar.Add($"k{i}.png", ScratchFolder.Picture),
                    2 => tar.Add("../x.png", "out"),
                    3 => tar.Add($"k{i}.npy", "passed over").Add("folder/", "", '5'),
                    4 => tar.Sample("same", "twice"),
                    5 => tar.Add($"k{i}.txt", "", '2').Add($"k{i}.png", ScratchFolder.Picture),
                    6 => tar.Add($"k{i}.txt", new string('x', 20_000)).Add($"k{i}.png", ScratchFolder.Picture),
                    _ => i % 3 == 0 ? tar.Raw([1, 2, 3]) : tar.Add($"k{i}.json", "{"),
                };
            byte[] bytes = kinds.Length % 2 == 0 ? tar.End().Bytes : tar.Bytes[..Math.Max(0, tar.Bytes.Length - 700)];
            folder.Write(shard, isPacked ? Gzip.Pack(bytes) : bytes);
        }
        return folder.Path;
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadAsync_IdxWithSkip_EqualsDropping(bool isPacked) => await CheckAsync((folder, kinds) =>
    {
        foreach (string split in (string[])["t10k", "train"])
        {
            int count = kinds.Length;
            byte[] images = [.. Words(0x803, count, 2, 2), .. new byte[4 * count]];
            byte[] labels = [.. Words(0x801, count), .. new byte[count]];
            images = images[..^Math.Min(4 * count, kinds.FirstOrDefault())];
            labels = labels[..^Math.Min(count, kinds.LastOrDefault() / 4)];
            string end = isPacked ? ".gz" : "";
            folder.Write($"{split}-images-idx3-ubyte{end}", isPacked ? Gzip.Pack(images) : images);
            folder.Write($"{split}-labels-idx1-ubyte{end}", isPacked ? Gzip.Pack(labels) : labels);
        }
        return folder.Path;
    });

    private static async Task CheckAsync(Func<ScratchFolder, int[], string> write) => await Kinds.SampleAsync(async kinds =>
    {
        using var folder = new ScratchFolder();
        string path = write(folder, kinds);
        string[] all = Shown(await SourceReading.ReadAsync(path));
        for (int skip = 0; skip <= all.Length + 2; skip++)
            Assert.Equal(all.Skip(skip), Shown(await SourceReading.ReadAsync(path, skip: skip)));
    }, iter: 40, threads: 1);

    private static string[] Shown(List<SourceSample> samples) =>
        [.. SourceReading.Told(samples).Zip(samples, (told, sample) => $"{told} {sample.Refusal?.Message} {Convert.ToHexString(sample.Picture.Span)}")];

    private static byte[] Words(params int[] words)
    {
        byte[] bytes = new byte[4 * words.Length];
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), words[i]);
        return bytes;
    }
}
