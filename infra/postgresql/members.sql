-- The table of a grid's silos in PostgreSQL, and the statements by which Orleans' provider for ADO.NET reads and writes it. A silo
-- makes all of it at its first start if it may; else somebody who may runs this once. Running it again changes nothing.
--
-- Every change of the list raises the version of the whole list, and is made only if that still is the version that was read: of two
-- silos that write at once, one is told to read again. An UPDATE that waited for the row sees the newer version and so changes nothing.

CREATE TABLE IF NOT EXISTS clipgrid_silos (
    cluster text PRIMARY KEY,
    version integer NOT NULL DEFAULT 0,
    changed timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS clipgrid_silo (
    cluster text NOT NULL REFERENCES clipgrid_silos,
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    name text NOT NULL,
    host text NOT NULL,
    status integer NOT NULL,
    gateway_port integer NOT NULL,
    suspicions text,
    started timestamptz NOT NULL,
    alive timestamptz NOT NULL,
    PRIMARY KEY (cluster, address, port, generation)
);

CREATE TABLE IF NOT EXISTS orleansquery (
    querykey text PRIMARY KEY,
    querytext text NOT NULL
);

INSERT INTO orleansquery (querykey, querytext) VALUES
('InsertMembershipVersionKey', $$
    WITH made AS (INSERT INTO clipgrid_silos (cluster) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING cluster)
    SELECT count(*)::integer FROM made
$$),
('InsertMembershipKey', $$
    WITH raised AS (
        UPDATE clipgrid_silos SET version = version + 1, changed = now()
        WHERE cluster = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT FROM clipgrid_silo WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster),
    added AS (
        INSERT INTO clipgrid_silo (cluster, address, port, generation, name, host, status, gateway_port, started, alive)
        SELECT cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM raised
        RETURNING cluster)
    SELECT count(*)::integer FROM added
$$),
('UpdateMembershipKey', $$
    WITH raised AS (
        UPDATE clipgrid_silos SET version = version + 1, changed = now()
        WHERE cluster = @DeploymentId AND version = @Version AND EXISTS (
            SELECT FROM clipgrid_silo WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster),
    written AS (
        UPDATE clipgrid_silo AS silo SET status = @Status, suspicions = @SuspectTimes, alive = @IAmAliveTime
        FROM raised
        WHERE silo.cluster = raised.cluster AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING silo.cluster)
    SELECT count(*)::integer FROM written
$$),
('UpdateIAmAlivetimeKey', $$
    UPDATE clipgrid_silo SET alive = @IAmAliveTime
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
('MembershipReadRowKey', $$
    SELECT list.cluster AS deploymentid, address, port, generation, name AS siloname, host AS hostname, status,
        gateway_port AS proxyport, suspicions AS suspecttimes, started AS starttime, alive AS iamalivetime, version
    FROM clipgrid_silos AS list LEFT JOIN clipgrid_silo AS silo
        ON silo.cluster = list.cluster AND address = @Address AND port = @Port AND generation = @Generation
    WHERE list.cluster = @DeploymentId
$$),
('MembershipReadAllKey', $$
    SELECT list.cluster AS deploymentid, address, port, generation, name AS siloname, host AS hostname, status,
        gateway_port AS proxyport, suspicions AS suspecttimes, started AS starttime, alive AS iamalivetime, version
    FROM clipgrid_silos AS list LEFT JOIN clipgrid_silo AS silo ON silo.cluster = list.cluster
    WHERE list.cluster = @DeploymentId
$$),
('GatewaysQueryKey', $$
    SELECT address, gateway_port AS proxyport, generation FROM clipgrid_silo
    WHERE cluster = @DeploymentId AND status = @Status AND gateway_port > 0
$$),
('DeleteMembershipTableEntriesKey', $$
    DELETE FROM clipgrid_silo WHERE cluster = @DeploymentId;
    DELETE FROM clipgrid_silos WHERE cluster = @DeploymentId
$$),
-- Status 6 is a silo that has ended.
('CleanupDefunctSiloEntriesKey', $$
    DELETE FROM clipgrid_silo WHERE cluster = @DeploymentId AND status = 6 AND alive < @IAmAliveTime AND started < @IAmAliveTime
$$)
ON CONFLICT (querykey) DO UPDATE SET querytext = excluded.querytext;
