using System.Text.Json;
using ClipGrid.Model.Pictures;

namespace ClipGrid.Model.Configuration;

/// <summary>
/// What neither open_clip nor Hugging Face has a word for, in an object of its own: <c>"clipgrid": {"convert_rgb_first": true}</c>.
/// Both libraries pass over members they do not know in this place, so their users lose nothing.
/// </summary>
internal static class PreprocessExtension
{
    private const string Name = "clipgrid";

    /// <summary>Reads the object, if it is there; only what it may hold is set in the result.</summary>
    /// <param name="parent">The object around it.</param>
    /// <param name="convertRgbFirst">The library's own order.</param>
    /// <param name="readsFill">True where the library has no word for the fill either.</param>
    public static PreprocessConfig Read(ConfigSection parent, bool convertRgbFirst, bool readsFill)
    {
        var standard = new PreprocessConfig { Size = 1, ConvertRgbFirst = convertRgbFirst };
        if (parent.Section(Name) is not { } section)
            return standard;
        PreprocessConfig read = standard with
        {
            ConvertRgbFirst = section.Flag("convert_rgb_first", convertRgbFirst),
            ApplyOrientation = section.Flag("apply_orientation", false),
            Fill = readsFill && section.Has("fill") ? (byte)section.Count("fill", null, byte.MaxValue) : (byte)0,
        };
        section.Finish();
        return read;
    }

    /// <summary>Writes what differs from the library's own way; nothing if nothing does.</summary>
    /// <param name="json">Receives the object.</param>
    /// <param name="preprocess">What to write.</param>
    /// <param name="convertRgbFirst">The library's own order.</param>
    /// <param name="writesFill">True where the library has no word for the fill either.</param>
    public static void Write(Utf8JsonWriter json, PreprocessConfig preprocess, bool convertRgbFirst, bool writesFill)
    {
        bool order = preprocess.ConvertRgbFirst != convertRgbFirst, grey = writesFill && preprocess.Fill != 0;
        if (!order && !grey && !preprocess.ApplyOrientation)
            return;
        json.WriteStartObject(Name);
        if (order)
            json.WriteBoolean("convert_rgb_first", preprocess.ConvertRgbFirst);
        if (preprocess.ApplyOrientation)
            json.WriteBoolean("apply_orientation", true);
        if (grey)
            json.WriteNumber("fill", preprocess.Fill);
        json.WriteEndObject();
    }
}
