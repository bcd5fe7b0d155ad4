using ClipGrid.Model.Embedding;
using Xunit;

namespace ClipGrid.Model.Tests.Embedding;

public sealed class PreparedPictureTests
{
    [Fact]
    public void Pixels_Rented_HaveTheLengthAskedFor()
    {
        using PreparedPicture picture = PreparedPicture.Rent(3 * 5 * 7);
        Assert.Equal(105, picture.Pixels.Length);
    }

    [Fact]
    public void Dispose_Twice_GivesTheArrayBackOnce()
    {
        PreparedPicture picture = PreparedPicture.Rent(1000);
        picture.Dispose();
        picture.Dispose();
        Assert.Throws<ObjectDisposedException>(() => picture.Pixels);
        // Returned twice, the pool would hand the same array to two owners.
        using PreparedPicture one = PreparedPicture.Rent(1000), other = PreparedPicture.Rent(1000);
        one.Pixels.Span[0] = 1;
        other.Pixels.Span[0] = 2;
        Assert.Equal(1, one.Pixels.Span[0]);
    }
}
