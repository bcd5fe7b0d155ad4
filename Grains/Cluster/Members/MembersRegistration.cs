using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Cluster.Members;

/// <summary>What a silo needs to keep the list that it is on.</summary>
public static class MembersRegistration
{
    /// <summary>Has the silo keep its list, which was chosen before.</summary>
    public static ISiloBuilder KeepMemberList(this ISiloBuilder silo)
    {
        ServiceDescriptor list = silo.Services.Last(service => service.ServiceType == typeof(IMembershipTable));
        silo.Services.Remove(list);
        silo.Services.AddSingleton<MemberListAlarm>();
        silo.Services.AddSingleton<IMembershipTable>(services => new KeptMemberTable(
            Make(services, list), services.GetRequiredService<MemberListAlarm>(), services.GetRequiredService<ILogger<KeptMemberTable>>()));
        silo.Services.AddHostedService<MemberNotes>();
        return silo;
    }

    private static IMembershipTable Make(IServiceProvider services, ServiceDescriptor list) => (IMembershipTable)(
        list.ImplementationInstance ?? list.ImplementationFactory?.Invoke(services) ?? ActivatorUtilities.CreateInstance(services, list.ImplementationType!));
}
