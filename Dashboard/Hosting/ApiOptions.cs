using ClipGrid.Contracts.Errors;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>The section <c>ClipGrid:Http</c>: what one request to the HTTP API may ask for.</summary>
internal sealed class ApiOptions
{
    /// <summary>Its name.</summary>
    public const string Section = "ClipGrid:Http";

    /// <summary>Most bytes of a body without pictures, 1 KiB to 64 MiB.</summary>
    public long LargestBody { get; set; } = 1 << 20;

    /// <summary>Most bytes of a body that may hold pictures, 1 KiB to 1 GiB; in base64 a picture takes a third more than its file.</summary>
    public long LargestPictureBody { get; set; } = 32 << 20;

    /// <summary>Most texts that a request for embeddings may bring, 1 to 100,000.</summary>
    public int MostTexts { get; set; } = 2_048;

    /// <summary>Most pictures that a request may bring, 1 to 256.</summary>
    public int MostPictures { get; set; } = 256;

    /// <summary>Requests that may embed, search, classify and rank at the same time; as many again wait, and the rest are told to come back. 1 to 10,000.</summary>
    public int MostAtOnce { get; set; } = 256;

    /// <summary>Seconds between two signs of life of a stream that has nothing to say, 1 to 60.</summary>
    public int HeartbeatSeconds { get; set; } = 15;

    /// <summary>The options of a configuration, if the API can be served with them.</summary>
    /// <exception cref="GridException">Invalid: one is out of range or of another type, with its key.</exception>
    public static ApiOptions Read(IConfiguration configuration)
    {
        ApiOptions options = new();
        try
        {
            configuration.GetSection(Section).Bind(options);
        }
        // "Failed to convert configuration value 'abc' at 'ClipGrid:Http:MostTexts' to type 'System.Int32'."
        catch (InvalidOperationException exception)
        {
            string message = exception.Message.Replace("to type 'System.Int32'", "to a whole number", StringComparison.Ordinal).Replace("to type 'System.Int64'", "to a whole number", StringComparison.Ordinal);
            throw new GridException(GridProblem.Invalid, $"{message} Correct it in appsettings.json or in the environment.", exception);
        }
        Require(nameof(LargestBody), options.LargestBody, 1 << 10, 64 << 20);
        Require(nameof(LargestPictureBody), options.LargestPictureBody, 1 << 10, 1 << 30);
        Require(nameof(MostTexts), options.MostTexts, 1, 100_000);
        Require(nameof(MostPictures), options.MostPictures, 1, 256);
        Require(nameof(MostAtOnce), options.MostAtOnce, 1, 10_000);
        Require(nameof(HeartbeatSeconds), options.HeartbeatSeconds, 1, 60);
        return options;
    }

    private static void Require(string key, long value, long least, long most)
    {
        if (value < least || value > most)
            throw new GridException(GridProblem.Invalid, FormattableString.Invariant($"{Section}:{key} is {value}: give {least} to {most}."));
    }
}
