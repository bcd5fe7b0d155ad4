using System.Reflection;
using Orleans.Serialization.Invocation;

namespace ClipGrid.Grains.Tests.Cluster.Delivery;

/// <summary>A call that is lost so many times before it arrives.</summary>
internal sealed class LostCalls(MethodInfo method, int lossCount, Exception loss) : IOutgoingGrainCallContext
{
    /// <summary>How often it was sent.</summary>
    public int SentCount { get; private set; }

    public IGrainContext? SourceContext => null;

    public IInvokable Request { get; } = new StillRequest();

    public object Grain => this;

    public GrainId? SourceId => null;

    public GrainId TargetId => default;

    public GrainInterfaceType InterfaceType => default;

    public string InterfaceName => method.DeclaringType!.Name;

    public string MethodName => method.Name;

    public MethodInfo InterfaceMethod => method;

    public object? Result { get; set; }

    public Response? Response { get; set; }

    public Task Invoke()
    {
        if (SentCount++ < lossCount)
            throw loss;
        Response = Response.FromResult("here");
        return Task.CompletedTask;
    }
}
