using System.Text;
using ClipGrid.Model.Weights;
using ClipGrid.TestKit.Hostile;
using Xunit;

namespace ClipGrid.Model.Tests.Weights;

[Trait("Check", "45-60")]
public sealed class SafetensorsHostileTests : IDisposable
{
    private const string One = """ "a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]} """;
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, int, string> BrokenHeaders => new()
    {
        { "duplicate tensor", $"{{{One},{One}}}", 8, "twice" },
        { "duplicate by escape", $"{{{One},{One.Replace("\"a\"", "\"\\u0061\"", StringComparison.Ordinal)}}}", 8, "twice" },
        { "duplicate dtype", """{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "'dtype' occurs twice" },
        { "duplicate metadata block", """{"__metadata__":{},"__metadata__":{}}""", 0, "twice" },
        { "duplicate metadata key", """{"__metadata__":{"x":"1","x":"2"}}""", 0, "twice" },
        { "metadata of numbers", """{"__metadata__":{"x":1}}""", 0, "no string" },
        { "metadata list", """{"__metadata__":[]}""", 0, "no JSON object" },
        { "overlap", """{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[3,7]}}""", 7, "inside the tensor before it" },
        { "same bytes twice", """{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", 4, "inside the tensor before it" },
        { "hole", """{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[5,9]}}""", 9, "belong to no tensor" },
        { "hole at the start", """{"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""", 8, "belong to no tensor" },
        { "empty tensor inside another", """{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[0],"data_offsets":[2,2]}}""", 4, "inside the tensor before it" },
        { "past the end", """{"a":{"dtype":"U8","shape":[9],"data_offsets":[0,9]}}""", 8, "holds only 8" },
        { "trailing bytes", $"{{{One}}}", 9, "after the last tensor" },
        { "no tensors but data", "{}", 1, "after the last tensor" },
        { "reversed offsets", """{"a":{"dtype":"U8","shape":[4],"data_offsets":[4,0]}}""", 4, "before it begins" },
        { "negative offset", """{"a":{"dtype":"U8","shape":[4],"data_offsets":[-4,0]}}""", 4, "data_offsets" },
        { "offset beyond 64 bits", """{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,18446744073709551620]}}""", 4, "data_offsets" },
        { "one offset", """{"a":{"dtype":"U8","shape":[4],"data_offsets":[4]}}""", 4, "lacks" },
        { "three offsets", """{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4,4]}}""", 4, "lacks" },
        { "no dtype", """{"a":{"shape":[4],"data_offsets":[0,4]}}""", 4, "lacks" },
        { "foreign member", """{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4],"x":1}}""", 4, "'x' is not part of the format" },
        { "shape against bytes", """{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "needs 12 bytes" },
        { "overflowing shape", """{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", 8, "64 bits" },
        { "overflow hidden by zero", """{"a":{"dtype":"F32","shape":[4611686018427387904,4,0],"data_offsets":[0,0]}}""", 0, "64 bits" },
        { "negative shape", """{"a":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}""", 8, "shape" },
        { "fractional shape", """{"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}""", 8, "shape" },
        { "exponent shape", """{"a":{"dtype":"F32","shape":[2e0],"data_offsets":[0,8]}}""", 8, "shape" },
        { "shape of text", """{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", 8, "shape" },
        { "shape of lists", """{"a":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}}""", 8, "JSON" },
        { "null shape", """{"a":{"dtype":"F32","shape":null,"data_offsets":[0,8]}}""", 8, "no list" },
        { "unknown dtype", """{"a":{"dtype":"Q4","shape":[2],"data_offsets":[0,8]}}""", 8, "'Q4' is unknown" },
        { "dtype in lower case", """{"a":{"dtype":"f32","shape":[2],"data_offsets":[0,8]}}""", 8, "'f32' is unknown" },
        { "dtype by number", """{"a":{"dtype":"12","shape":[2],"data_offsets":[0,8]}}""", 8, "'12' is unknown" },
        { "dtype by a number that no type has", """{"a":{"dtype":"-16","shape":[2],"data_offsets":[0,8]}}""", 8, "'-16' is unknown" },
        { "dtype no text", """{"a":{"dtype":12,"shape":[2],"data_offsets":[0,8]}}""", 8, "unknown" },
        { "tensor no object", """{"a":[]}""", 0, "no JSON object" },
        { "array", "[1,2]", 0, "does not begin with '{'" },
        { "white space first", " {}", 0, "does not begin with '{'" },
        { "empty header", "", 0, "does not begin with '{'" },
        { "not JSON", "{not json", 0, "not valid JSON" },
        { "comment", "{/* */}", 0, "not valid JSON" },
        { "second value", "{}{}", 0, "not valid JSON" },
        { "NUL padding", "{}\0\0", 0, "not valid JSON" },
        { "half a surrogate pair", """{"\ud800":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0, "not valid JSON" },
    };

    [Theory]
    [MemberData(nameof(BrokenHeaders))]
    public void Open_BrokenHeader_SaysWhatIsWrong(string what, string header, int dataByteCount, string expected)
    {
        string path = _folder.Write("hostile.safetensors", SafetensorsBytes.Of(header, dataByteCount));
        SafetensorsException error = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));
        Assert.True(error.Message.Contains(expected, StringComparison.Ordinal), $"{what}: {error.Message}");
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0UL, "does not begin")]
    [InlineData(3UL, "not valid JSON")]
    [InlineData(1000UL, "only 2 follow")]
    [InlineData(100_000_001UL, "limit of 100000000")]
    [InlineData(1UL << 63, "limit of 100000000")]
    [InlineData(ulong.MaxValue, "limit of 100000000")]
    public void Open_LyingHeaderLength_IsRefusedWithoutAllocation(ulong claimed, string expected)
    {
        byte[] header = claimed == 3 ? "{},"u8.ToArray() : "{}"u8.ToArray();
        string path = _folder.Write("hostile.safetensors", SafetensorsBytes.WithLength(claimed, header, 0));
        long before = GC.GetAllocatedBytesForCurrentThread();
        SafetensorsException error = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void Open_FileShorterThanThePrefix_IsRefused(int length)
    {
        string path = _folder.Write("hostile.safetensors", new byte[length]);
        Assert.Contains($"it has {length} bytes", Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_EveryTruncationOfAGoodFile_IsRefused()
    {
        byte[] good = SafetensorsBytes.Of($"{{{One}}}", 8);
        SafetensorsFile.Open(_folder.Write("good.safetensors", good)).Dispose();
        for (int length = 0; length < good.Length; length++)
        {
            string path = _folder.Write("short.safetensors", good[..length]);
            Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));
        }
    }

    [Fact]
    public void Open_InvalidUtf8_IsRefused()
    {
        byte[] header = [.. "{\""u8, 0xFF, 0xFE, .. "\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}"u8];
        string path = _folder.Write("hostile.safetensors", SafetensorsBytes.Of(header, 0));
        Assert.Contains("UTF-8", Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_PickleInside_IsRefused()
    {
        string path = _folder.Write("model.safetensors", [.. "PK\u0003\u0004\u0000\u0000\b\b\u0000\u0000"u8, 0x80, 0x02, .. "}q\u0000."u8]);
        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));
    }

    [Fact]
    public void Open_VeryDeepHeader_IsRefused()
    {
        string path = _folder.Write("deep.safetensors", SafetensorsBytes.Of("{\"a\":" + new string('[', 1_000_000), 0));
        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));
    }

    [Fact]
    public void Open_RankOfMillions_IsRefusedEarly()
    {
        string shape = string.Join(',', Enumerable.Repeat('0', 1_000_000));
        string path = _folder.Write("rank.safetensors", SafetensorsBytes.Of($$$"""{"a":{"dtype":"U8","shape":[{{{shape}}}],"data_offsets":[0,0]}}""", 0));
        Assert.Contains("more than 64 numbers", Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_HundredsOfThousandsOfTensors_AreRefused()
    {
        IEnumerable<string> members = Enumerable.Range(0, 500_000).Select(i => $$"""{{Quoted(i)}}:{"dtype":"U8","shape":[0],"data_offsets":[0,0]}""");
        RequireRefusal($"{{{string.Join(',', members)}}}", "more than the 100000 tensors");
    }

    [Fact]
    public void Open_HundredsOfThousandsOfMetadata_AreRefused()
    {
        IEnumerable<string> members = Enumerable.Range(0, 500_000).Select(i => $"{Quoted(i)}:\"\"");
        RequireRefusal($"{{\"__metadata__\":{{{string.Join(',', members)}}}}}", "more than 10000 pairs");
    }

    [Fact]
    public void Open_VeryLongName_IsShortenedInTheError()
    {
        string name = new('x', 5_000_000);
        string path = _folder.Write("name.safetensors", SafetensorsBytes.Of($$$"""{"{{{name}}}":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 0));
        SafetensorsException error = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));
        Assert.InRange(error.Message.Length, 100, 2_000);
        Assert.Equal(name, error.Tensor);
    }

    [Fact]
    public void Open_BytesChangedAtRandom_GivesATypedErrorOrAReadableFile()
    {
        HostileCases cases = new(6_000);
        var random = new Random(cases.Seed);
        byte[] good = SafetensorsBytes.Of(
            """{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b.\u00e9":{"dtype":"F16","shape":[2,3],"data_offsets":[8,20]},"c":{"dtype":"I64","shape":[],"data_offsets":[20,28]}}  """, 28);
        byte[][] snippets = [.. new[] { "\"", "{", "}", "[", "]", ",", ":", "-", "9", "99999999999", "null", "\\u", "\\ud83d", "\0", "é", "1e9", "\"a\"", "[]" }.Select(Encoding.UTF8.GetBytes)];
        int refused = 0, read = 0;
        for (int round = 0; round < cases.Count; round++)
        {
            List<byte> file = [.. good];
            for (int change = random.Next(1, 5); change > 0; change--)
                Mutate(file, random, snippets);
            try
            {
                // Files are slow to make: most rounds test the header alone, every twentieth the whole way.
                if (round % 20 == 0)
                    ReadAll(_folder.Write("fuzz.safetensors", [.. file]));
                else if (file.Count > 8)
                    SafetensorsHeader.Parse([.. file[8..Math.Max(8, file.Count - 28)]], 28, "fuzz.safetensors");
                read++;
            }
            catch (SafetensorsException)
            {
                refused++;
            }
        }
        // Both outcomes must occur, or the mutations were too tame or too wild to test anything.
        Assert.True(refused > cases.Count / 2 && read > cases.Count / 60, $"{cases}: {refused} refused, {read} read");
    }

    public void Dispose() => _folder.Dispose();

    private static void ReadAll(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        foreach (SafetensorsEntry entry in file.Entries)
            Assert.Equal(entry.ByteCount, file.ReadBytes(entry.Name).Length);
    }

    private static string Quoted(int number) => $"\"{number}\"";

    private void RequireRefusal(string header, string expected)
    {
        string path = _folder.Write("many.safetensors", SafetensorsBytes.Of(header, 0));
        Assert.Contains(expected, Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path)).Message, StringComparison.Ordinal);
    }

    private static void Mutate(List<byte> file, Random random, byte[][] snippets)
    {
        int at = random.Next(file.Count);
        switch (random.Next(5))
        {
            case 0:
                file[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                file[at] = (byte)random.Next(256);
                break;
            case 2:
                file.RemoveRange(at, Math.Min(file.Count - at, random.Next(1, 4)));
                break;
            case 3:
                file.InsertRange(at, snippets[random.Next(snippets.Length)]);
                break;
            default:
                int length = Math.Min(file.Count - at, random.Next(1, 40));
                file.InsertRange(random.Next(file.Count), file.GetRange(at, length));
                break;
        }
        if (file.Count == 0)
            file.Add(0);
        // Keep the claimed length honest most of the time, so that the header itself is reached.
        if (file.Count > 40 && random.Next(4) != 0)
            BitConverter.TryWriteBytes(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(file), (long)(file.Count - 8 - 28));
    }
}
