using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.Providers;
using Orleans.Runtime.Hosting;

namespace ClipGrid.Grains.Hosting;

/// <summary>Registers blob storage and what is stored in it.</summary>
public static class StorageHostingExtensions
{
    /// <summary>Registers the <see cref="IBlobStore"/> that the options describe; it opens when it is first asked for.</summary>
    /// <exception cref="GridException">Invalid: an option is missing or wrong.</exception>
    public static IServiceCollection AddClipGridStorage(this IServiceCollection services, BlobStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<StorageMeter>();
        services.TryAddSingleton(provider => BlobStores.Open(options, provider.GetRequiredService<TimeProvider>(), provider.GetService<ILoggerFactory>(), provider.GetRequiredService<StorageMeter>()));
        return services;
    }

    /// <summary>The options of a configuration section (<see cref="BlobStorageOptions.Section"/>); unknown keys are errors. They are not validated yet.</summary>
    /// <exception cref="GridException">Invalid: a key is unknown, or its value of another type.</exception>
    public static BlobStorageOptions ReadStorageOptions(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        try
        {
            return section.Get<BlobStorageOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new BlobStorageOptions();
        }
        // The binder's exceptions quote values, and a value may be a secret: only the name of the key goes on.
        catch (InvalidOperationException exception)
        {
            throw new GridException(GridProblem.Invalid, $"The section {BlobStorageOptions.Section} has a key that is unknown or of another type: {Keys(exception)}.");
        }
    }

    /// <summary>Stores grains' states in the silo's <see cref="IBlobStore"/> unless they name another storage.</summary>
    public static ISiloBuilder AddBlobGrainStorageAsDefault(this ISiloBuilder builder) =>
        builder.ConfigureServices(services => services.AddGrainStorage(
            ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME,
            (provider, _) => ActivatorUtilities.CreateInstance<BlobGrainStorage>(provider)));

    // "'ErrorOnUnknownConfiguration' was set … the instance of ClipGrid.….BlobStorageOptions: 'Foldr'"
    private static string Keys(InvalidOperationException exception)
    {
        string known = string.Join(", ", typeof(BlobStorageOptions).GetProperties().Select(property => property.Name));
        int mark = exception.Message.LastIndexOf(": '", StringComparison.Ordinal);
        string named = exception.Message.StartsWith("'ErrorOnUnknown", StringComparison.Ordinal) && mark >= 0 ? exception.Message[(mark + 2)..] + " is unknown" : "see its values";
        return $"{named}; known are {known}";
    }
}
