namespace ClipGrid.Model.Embedding;

public sealed partial class ClipEncoder
{
    /// <summary>
    /// Starts an encoder over a loaded model, which it owns from here on and keeps in evaluation mode: disposing the encoder unloads
    /// the model.
    /// </summary>
    /// <param name="model">The model; nobody else may train or change it meanwhile.</param>
    /// <param name="options">How work is gathered; the defaults if left out.</param>
    /// <param name="clock">Measures the waiting; the system's if left out.</param>
    /// <exception cref="ArgumentException">An option is out of range; the model stays the caller's.</exception>
    public static ClipEncoder Over(ClipModel model, EncoderOptions? options = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new EncoderOptions();
        options.Validate();
        return new ClipEncoder(new ClipBackend(model, options.AllowsTruncation, options.PictureLimits), options, clock ?? TimeProvider.System);
    }
}
