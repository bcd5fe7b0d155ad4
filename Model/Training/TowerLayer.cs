namespace ClipGrid.Model.Training;

/// <summary>Size of one layer of a tower.</summary>
/// <param name="ParameterCount">Its parameters.</param>
/// <param name="ActivationCount">Numbers that its forward pass keeps for the backward pass, for one picture or text.</param>
/// <param name="TransientCount">Numbers that exist only while its backward pass runs, for one picture or text.</param>
/// <param name="LoraWidth">Inputs and outputs of its adaptable linear layers added up: rank times this is the size of their updates.</param>
internal sealed record TowerLayer(long ParameterCount, long ActivationCount, long TransientCount, long LoraWidth = 0);
