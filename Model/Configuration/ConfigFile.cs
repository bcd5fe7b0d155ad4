using System.Text.Json;

namespace ClipGrid.Model.Configuration;

/// <summary>A JSON file of a model folder.</summary>
internal static class ConfigFile
{
    /// <summary>Parses a file and hands its top object to <paramref name="read"/>, which must consume every member.</summary>
    /// <exception cref="ConfigurationException">The file is no JSON object, too large, or refused by <paramref name="read"/>.</exception>
    public static T Read<T>(string path, Func<ConfigSection, T> read)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, path, read);
    }

    /// <summary>The same from a stream; <paramref name="name"/> stands for the path in errors.</summary>
    /// <exception cref="ConfigurationException">The file is no JSON object, too large, or refused by <paramref name="read"/>.</exception>
    public static T Read<T>(Stream stream, string name, Func<ConfigSection, T> read)
    {
        byte[] bytes = ReadLimited(stream, name);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = new ConfigSection(document.RootElement, "", name);
            T result = read(root);
            root.Finish();
            return result;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is how System.Text.Json reports half a surrogate pair.
            throw new ConfigurationException(name, "", null, "this is no valid JSON with unique names in UTF-8: correct or download it again", broken);
        }
    }

    /// <summary>Writes a JSON object, indented as the original libraries do, with a line feed at its end.</summary>
    public static void Write(Stream stream, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
    }

    private static byte[] ReadLimited(Stream stream, string name)
    {
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[81_920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > Limits.FileByteCount)
                throw new ConfigurationException(name, "", null, $"it is larger than {Limits.FileByteCount} bytes, so it is no model configuration");
        }
        return bytes.ToArray();
    }
}
