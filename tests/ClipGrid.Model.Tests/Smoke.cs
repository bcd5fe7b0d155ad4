using Xunit;
namespace ClipGrid.Model.Tests;
public class Smoke { [Fact] public void A() => Assert.Equal(3, TorchSharp.torch.ones(3).sum().item<float>()); }
