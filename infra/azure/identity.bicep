// Who the silos are to Azure: a token of the cluster for one service account, and no secret.
param name string
param location string
param issuer string
param subject string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${name}-silo'
  location: location

  resource federation 'federatedIdentityCredentials' = {
    name: 'cluster'
    properties: {
      issuer: issuer
      subject: subject
      audiences: ['api://AzureADTokenExchange']
    }
  }
}

output clientId string = identity.properties.clientId
output principalId string = identity.properties.principalId
