using System.Diagnostics;
using System.Text;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets.Sources;
using ClipGrid.TestKit.Hostile;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

/// <summary>Sources with a few bytes changed, put in, taken out or doubled: a refusal or one sentence, and never anything else.</summary>
[Trait("Check", "S25")]
public sealed class MutationTests : IDisposable
{
    private const int Rounds = 1500;
    private readonly ScratchFolder _folder = new ScratchFolder().WithPictures("a.png");

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Names => ["captions.csv", "captions.tsv", "pairs.jsonl", "shard.tar", "shard.tgz", "train-images-idx3-ubyte", "train-images-idx3-ubyte.gz"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ReadAsync_MutatedSource_NeverFailsOtherwise(string name)
    {
        HostileCases cases = new(Rounds);
        _folder.Write("train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 7, 8]);
        byte[] seed = Seed(name);
        for (int round = 0; round < cases.Count; round++)
        {
            string path = _folder.Write(name, HostileBytes.Mutate(seed, cases.Of(round)));
            var clock = Stopwatch.StartNew();
            try
            {
                List<SourceSample> samples = await SourceReading.ReadAsync(path);
                Assert.All(samples, sample => Assert.True(sample.Refusal is not null || sample.Picture.Length > 0 && (sample.Captions.Length > 0 || sample.Label is not null)));
            }
            catch (GridException e)
            {
                Assert.NotEmpty(e.Message);
            }
            catch (Exception e)
            {
                Assert.Fail($"{cases.Told(round)}: {e}");
            }
            Assert.True(clock.Elapsed.TotalSeconds < 5, $"{cases.Told(round)} took {clock.Elapsed}.");
        }
    }

    private static byte[] Seed(string name) => name switch
    {
        "captions.csv" => Encoding.UTF8.GetBytes("file,caption,n\na.png,\"a \"\"cat\"\"\nof two\",1\na.png,ein Füchslein,2.5\n"),
        "captions.tsv" => Encoding.UTF8.GetBytes("file\tlabel\na.png\tcat\na.png\t\"dog\"\n"),
        "pairs.jsonl" => Encoding.UTF8.GetBytes("""{"file":"a.png","captions":["x","\u00e4"],"m":{"n":1.5e3,"l":[true,null]}}""" + "\n" + """{"file":"a.png","label":3}"""),
        "shard.tar" => Shard(),
        "shard.tgz" => Gzip.Pack(Shard()),
        "train-images-idx3-ubyte" => Idx(),
        _ => Gzip.Pack(Idx()),
    };

    private static byte[] Shard() =>
        new TarBuilder().Sample("a", "one").Pax("path", "d/b.png").Add("x", ScratchFolder.Picture).Add("d/b.json", """{"captions":["two"]}""").Add("long", "c.png\0", 'L').Add("x", ScratchFolder.Picture).Add("c.cls", "1").End().Bytes;

    private static byte[] Idx() => [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8];
}
