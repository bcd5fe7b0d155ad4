using Xunit;
namespace ClipGrid.EndToEnd.Tests;
public class Smoke { [Fact] public void A() => Assert.Equal(3, 1+2); }
