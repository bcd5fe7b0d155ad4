using System.Text.Json;
using ClipGrid.Model.Pictures;

namespace ClipGrid.Model.Configuration;

/// <summary>Writing: every member is there, as in the library's own files.</summary>
public static partial class HuggingFacePreprocessor
{
    /// <summary>Writes a configuration that <see cref="Read(string, int)"/> reads back equal.</summary>
    /// <param name="stream">Receives the JSON.</param>
    /// <param name="preprocess">The configuration.</param>
    /// <exception cref="ConfigurationException">The library cannot resize by the longest side.</exception>
    public static void Write(Stream stream, PreprocessConfig preprocess)
    {
        if (preprocess.Resize == ResizeMode.Longest)
            throw new ConfigurationException(FileName, "size", null, "CLIPImageProcessor cannot resize by the longest side and fill the rest; export this model in the open_clip layout");
        ConfigFile.Write(stream, json =>
        {
            WriteSquare(json, "crop_size", preprocess.Size);
            foreach (string step in (string[])["do_center_crop", "do_convert_rgb", "do_normalize", "do_rescale", "do_resize"])
                json.WriteBoolean(step, true);
            json.WriteString("image_processor_type", "CLIPImageProcessor");
            WriteChannels(json, "image_mean", preprocess.Mean);
            WriteChannels(json, "image_std", preprocess.Std);
            json.WriteNumber("resample", preprocess.Interpolation == Interpolation.Bicubic ? Bicubic : Bilinear);
            json.WriteNumber("rescale_factor", 1 / 255.0);
            if (preprocess.Resize == ResizeMode.Squash)
                WriteSquare(json, "size", preprocess.Size);
            else
                WriteSide(json, "size", preprocess.Size);
            PreprocessExtension.Write(json, preprocess, convertRgbFirst: true, writesFill: true);
        });
    }

    private static void WriteSquare(Utf8JsonWriter json, string name, int side)
    {
        json.WriteStartObject(name);
        json.WriteNumber("height", side);
        json.WriteNumber("width", side);
        json.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter json, string name, int side)
    {
        json.WriteStartObject(name);
        json.WriteNumber("shortest_edge", side);
        json.WriteEndObject();
    }

    private static void WriteChannels(Utf8JsonWriter json, string name, IEnumerable<float> values)
    {
        json.WriteStartArray(name);
        foreach (float value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
