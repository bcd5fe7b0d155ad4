// The cluster with its three pools, and the registry that its nodes may pull from.
param name string
param location string
param networkName string
param subnetName string
@minLength(5)
@maxLength(50)
param registryName string
param adminGroupObjectIds string[]
param apiServerAllowedRanges string[]
param cpuVmSize string
param cpuMaxCount int
param gpuVmSize string
param gpuMaxCount int

// AcrPull
var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

// Network Contributor
var networkContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '4d97b98b-1d4f-4787-a291-c67834d212e7'
)

resource network 'Microsoft.Network/virtualNetworks@2025-01-01' existing = {
  name: networkName

  resource nodes 'subnets' existing = { name: subnetName }
}

// Who the cluster is to Azure; it must have its right before it puts nodes into the subnet.
resource governor 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${name}-cluster'
  location: location
}

resource join 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(network::nodes.id, governor.id, networkContributor)
  scope: network::nodes
  properties: {
    roleDefinitionId: networkContributor
    principalId: governor.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

var node = {
  mode: 'User'
  osType: 'Linux'
  osSKU: 'Ubuntu'
  type: 'VirtualMachineScaleSets'
  enableAutoScaling: true
  vnetSubnetID: network::nodes.id
}

resource cluster 'Microsoft.ContainerService/managedClusters@2025-10-01' = {
  name: name
  location: location
  dependsOn: [join]
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${governor.id}': {} } }
  sku: { name: 'Base', tier: 'Standard' }
  properties: {
    dnsPrefix: name
    enableRBAC: true
    disableLocalAccounts: true
    aadProfile: {
      managed: true
      enableAzureRBAC: false
      adminGroupObjectIDs: adminGroupObjectIds
    }
    apiServerAccessProfile: { authorizedIPRanges: apiServerAllowedRanges }
    // Tokens of service accounts that Azure believes.
    oidcIssuerProfile: { enabled: true }
    securityProfile: { workloadIdentity: { enabled: true } }
    autoUpgradeProfile: { upgradeChannel: 'patch', nodeOSUpgradeChannel: 'NodeImage' }
    networkProfile: {
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
      // What holds the chart's network policies.
      networkPolicy: 'cilium'
      networkDataplane: 'cilium'
      podCidr: '10.244.0.0/16'
      serviceCidr: '10.0.0.0/16'
      dnsServiceIP: '10.0.0.10'
    }
    agentPoolProfiles: [
      {
        ...node
        name: 'system'
        mode: 'System'
        vmSize: 'Standard_D4s_v5'
        minCount: 2
        maxCount: 3
        count: 2
        nodeTaints: ['CriticalAddonsOnly=true:NoSchedule']
      }
      {
        ...node
        name: 'cpu'
        vmSize: cpuVmSize
        minCount: 1
        maxCount: cpuMaxCount
        count: 1
        nodeLabels: { 'clipgrid/pool': 'cpu' }
      }
      {
        ...node
        name: 'gpu'
        vmSize: gpuVmSize
        // Nothing is paid for until a silo waits for a GPU.
        minCount: 0
        maxCount: gpuMaxCount
        count: 0
        nodeLabels: { 'clipgrid/pool': 'gpu' }
        nodeTaints: ['nvidia.com/gpu=present:NoSchedule']
      }
    ]
  }
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: registryName
  location: location
  sku: { name: 'Basic' }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, cluster.id, acrPull)
  scope: registry
  properties: {
    roleDefinitionId: acrPull
    principalId: cluster.properties.identityProfile!.kubeletidentity.objectId!
    principalType: 'ServicePrincipal'
  }
}

output name string = cluster.name
output issuer string = cluster.properties.oidcIssuerProfile.issuerURL
output registry string = registry.properties.loginServer
