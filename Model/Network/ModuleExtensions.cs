using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>Registers parts under the names of the reference's checkpoints rather than under C# field names.</summary>
internal static class ModuleExtensions
{
    /// <summary>Makes <paramref name="value"/> a trainable parameter that lives as long as the module.</summary>
    internal static Parameter Own(this nn.Module owner, string name, Tensor value)
    {
        var parameter = new Parameter(value);
        parameter.DetachFromDisposeScope();
        owner.register_parameter(name, parameter);
        return parameter;
    }

    /// <summary>Makes <paramref name="value"/> a buffer: saved with the weights, not trained.</summary>
    internal static Tensor OwnBuffer(this nn.Module owner, string name, Tensor value)
    {
        value.DetachFromDisposeScope();
        owner.register_buffer(name, value, persistent: true);
        return value;
    }

    /// <summary>Makes <paramref name="part"/> a submodule.</summary>
    internal static T Own<T>(this nn.Module owner, string name, T part) where T : nn.Module
    {
        owner.register_module(name, part);
        return part;
    }
}
