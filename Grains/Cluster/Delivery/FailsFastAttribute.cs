namespace ClipGrid.Grains.Cluster.Delivery;

/// <summary>Who calls this grain looks for another silo by itself: a call whose silo is gone fails at once, see <see cref="DeliveryPatience"/>.</summary>
[AttributeUsage(AttributeTargets.Interface)]
internal sealed class FailsFastAttribute : Attribute;
