using ClipGrid.Contracts.Access;

namespace ClipGrid.Grains.Access;

/// <summary>Gives the calls of this silo's own code the cluster's key. A call that brings one already, even an empty one, is somebody else's.</summary>
internal sealed class OwnCredential(ClusterSecret secret) : IOutgoingGrainCallFilter
{
    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (RequestContext.Get(CallerHeader.Key) is null)
            RequestContext.Set(CallerHeader.Key, await secret.GetAsync());
        await context.Invoke();
    }
}
