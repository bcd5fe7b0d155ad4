using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClipGrid.Grains.Embedding;

/// <summary>Registers the silo's encoders.</summary>
public static class EncodersRegistration
{
    /// <summary>Adds the encoder host and the reading of pictures that requests bring. Needs <c>IModelStore</c>.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message names it, its value and the remedy.</exception>
    public static IServiceCollection AddEncoders(this IServiceCollection services, EncoderHostOptions options)
    {
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<IEncoderHost, EncoderHost>();
        services.AddSingleton<EncoderAdmission>();
        services.AddSingleton<PictureInputs>();
        services.AddSingleton<EncoderRequests>();
        return services;
    }
}
