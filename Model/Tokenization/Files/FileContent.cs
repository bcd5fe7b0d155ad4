using System.Text;
using System.Text.Json;

namespace ClipGrid.Model.Tokenization.Files;

/// <summary>Reads vocabulary files whole, within a limit: they come from outside.</summary>
internal static class FileContent
{
    /// <summary>Largest file, unpacked, in bytes. The largest vocabularies in use take a fifth of it.</summary>
    public const int MaxLength = 64 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>All bytes of a file.</summary>
    public static byte[] Bytes(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Bytes(stream, Path.GetFileName(path));
    }

    /// <summary>All bytes that a stream still has.</summary>
    public static byte[] Bytes(Stream stream, string file)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            if (content.Length + read > MaxLength)
                throw new VocabularyException(file, null, $"It is larger than {MaxLength >> 20} MiB, which no vocabulary is. Check that it is the right file.");
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }

    /// <summary>The lines of UTF-8 text, without the line feeds and carriage returns that end them.</summary>
    public static string[] Lines(byte[] content, string file)
    {
        try
        {
            // Only line feeds: ReadLine would also cut at a lone carriage return.
            return [.. StrictUtf8.GetString(content).TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r'))];
        }
        catch (DecoderFallbackException e)
        {
            throw new VocabularyException(file, $"byte {e.Index}", "It is not UTF-8 text. Take the published file again.", e);
        }
    }

    /// <summary>What <paramref name="read"/> makes of a file's JSON object, whose members are unique.</summary>
    public static T Json<T>(string path, Func<string, JsonElement, T> read)
    {
        string file = Path.GetFileName(path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(Bytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(file, document.RootElement)
                : throw new VocabularyException(file, null, "It is JSON but no object. Take the published file again.");
        }
        catch (JsonException e)
        {
            throw new VocabularyException(file, e.LineNumber is { } line ? $"line {line + 1}" : null, $"It is not the JSON of a vocabulary: {e.Message} Take the published file again.", e);
        }
        catch (InvalidOperationException e)
        {
            // How the runtime reports bytes or escapes that are no Unicode text, and only when a string is looked at.
            throw new VocabularyException(file, null, $"It has text that is not Unicode: {e.Message} Take the published file again.", e);
        }
    }
}
