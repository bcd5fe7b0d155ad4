using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClipGrid.Grains.Access;

/// <summary>What a silo needs to ask its callers who they are.</summary>
internal static class AccessRegistration
{
    /// <summary>Adds the guard at the door of every grain. Besides, the silo has an <c>IBlobStore</c> and grain storage.</summary>
    public static ISiloBuilder AddAccessControl(this ISiloBuilder silo)
    {
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.AddSingleton<ClusterSecret>();
        silo.Services.AddSingleton<KeyRing>();
        silo.Services.AddSingleton<MethodRoles>();
        return silo.AddIncomingGrainCallFilter<CallGuard>().AddOutgoingGrainCallFilter<OwnCredential>();
    }
}
