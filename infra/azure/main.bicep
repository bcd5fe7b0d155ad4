// A Kubernetes cluster for ClipGrid and what a grid needs beside it: storage, Redis, a registry, and an identity with one right.
targetScope = 'resourceGroup'

@description('Beginning of all names.')
@minLength(3)
@maxLength(12)
param name string = 'clipgrid'

@description('Where everything is.')
param location string = resourceGroup().location

@description('Groups of Microsoft Entra whose members govern the cluster. Nobody else comes in: the cluster has no accounts of its own.')
@minLength(1)
param adminGroupObjectIds string[]

@description('Addresses that the cluster\'s API answers, as 203.0.113.0/24. Empty: all of them.')
param apiServerAllowedRanges string[] = []

@description('The namespace that the chart is installed in.')
param namespace string = 'clipgrid'

@description('The silos\' service account: the release\'s name, with -clipgrid behind it unless it holds that word, and -silo.')
param serviceAccount string = 'clipgrid-silo'

@description('Machines for index silos, trainers on processors and the web tier.')
param cpuVmSize string = 'Standard_D8s_v5'

@minValue(1)
param cpuMaxCount int = 6

@description('Machines with GPUs. There are none until a silo asks for one.')
param gpuVmSize string = 'Standard_NC8as_T4_v3'

@minValue(1)
param gpuMaxCount int = 4

var unique = uniqueString(resourceGroup().id)

module network 'network.bicep' = {
  params: {
    name: name
    location: location
  }
}

module storage 'storage.bicep' = {
  params: {
    name: take('${replace(toLower(name), '-', '')}${unique}', 24)
    location: location
    subnetId: network.outputs.nodesSubnetId
    principalId: identity.outputs.principalId
  }
}

module redis 'redis.bicep' = {
  params: {
    name: '${name}-${unique}'
    location: location
    networkId: network.outputs.id
    subnetId: network.outputs.endpointsSubnetId
  }
}

module cluster 'cluster.bicep' = {
  params: {
    name: name
    location: location
    networkName: network.outputs.name
    subnetName: network.outputs.nodesSubnetName
    registryName: '${replace(toLower(name), '-', '')}${unique}'
    adminGroupObjectIds: adminGroupObjectIds
    apiServerAllowedRanges: apiServerAllowedRanges
    cpuVmSize: cpuVmSize
    cpuMaxCount: cpuMaxCount
    gpuVmSize: gpuVmSize
    gpuMaxCount: gpuMaxCount
  }
}

module identity 'identity.bicep' = {
  params: {
    name: name
    location: location
    issuer: cluster.outputs.issuer
    subject: 'system:serviceaccount:${namespace}:${serviceAccount}'
  }
}

@description('For `az aks get-credentials --name`.')
output clusterName string = cluster.outputs.name

@description('Registry of the three images: images.*.repository begins with it.')
output registry string = cluster.outputs.registry

@description('storage.serviceUri')
output storageServiceUri string = storage.outputs.serviceUri

@description('storage.container')
output storageContainer string = storage.outputs.container

@description('serviceAccount.annotations, azure.workload.identity/client-id')
output identityClientId string = identity.outputs.clientId

@description('For `az redisenterprise database list-keys --cluster-name`.')
output redisName string = redis.outputs.name

@description('Host and port, without its key.')
output redisEndpoint string = redis.outputs.endpoint

@description('networkPolicy.clusteringTo')
output redisSubnet string = network.outputs.endpointsPrefix
