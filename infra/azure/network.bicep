// One network: nodes in one subnet, what they reach privately in another.
param name string
param location string

var endpointsPrefix = '10.224.16.0/24'

resource network 'Microsoft.Network/virtualNetworks@2025-01-01' = {
  name: name
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.224.0.0/16'] }
    subnets: [
      {
        name: 'nodes'
        properties: {
          addressPrefix: '10.224.0.0/20'
          // The storage account answers this subnet and nobody else.
          serviceEndpoints: [{ service: 'Microsoft.Storage' }]
        }
      }
      {
        name: 'endpoints'
        properties: { addressPrefix: endpointsPrefix }
      }
    ]
  }

  resource nodes 'subnets' existing = { name: 'nodes' }
  resource endpoints 'subnets' existing = { name: 'endpoints' }
}

output name string = network.name
output id string = network.id
output nodesSubnetName string = network::nodes.name
output nodesSubnetId string = network::nodes.id
output endpointsSubnetId string = network::endpoints.id
output endpointsPrefix string = endpointsPrefix
