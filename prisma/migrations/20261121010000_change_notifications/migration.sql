-- Every process hears of every change of a client, whoever makes it, `psql` included: the channel `llavero_clients` carries
-- the client IDs that changed, separated by blanks, or `*` where there are too many to name (a payload takes 8,000 bytes).

CREATE FUNCTION llavero_tell_clients(changed text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(changed) > 60 THEN
    PERFORM pg_notify('llavero_clients', '*');
  ELSIF cardinality(changed) > 0 THEN
    PERFORM pg_notify('llavero_clients', array_to_string(changed, ' '));
  END IF;
END $$;

CREATE FUNCTION llavero_clients_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM llavero_tell_clients(ARRAY(SELECT "clientId" FROM now_rows));
  RETURN NULL;
END $$;

CREATE FUNCTION llavero_clients_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM llavero_tell_clients(ARRAY(SELECT "clientId" FROM before_rows UNION SELECT "clientId" FROM now_rows));
  RETURN NULL;
END $$;

CREATE FUNCTION llavero_clients_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM llavero_tell_clients(ARRAY(SELECT "clientId" FROM before_rows));
  RETURN NULL;
END $$;

CREATE FUNCTION llavero_secrets_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM llavero_tell_clients(ARRAY(
    SELECT DISTINCT c."clientId" FROM now_rows s JOIN "Client" c ON c.id = s."clientId"));
  RETURN NULL;
END $$;

CREATE FUNCTION llavero_secrets_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM llavero_tell_clients(ARRAY(
    SELECT c."clientId" FROM before_rows s JOIN "Client" c ON c.id = s."clientId"
    UNION SELECT c."clientId" FROM now_rows s JOIN "Client" c ON c.id = s."clientId"));
  RETURN NULL;
END $$;

-- Secrets that go with their client find no client any more; that one has been told of by its own trigger.
CREATE FUNCTION llavero_secrets_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM llavero_tell_clients(ARRAY(
    SELECT DISTINCT c."clientId" FROM before_rows s JOIN "Client" c ON c.id = s."clientId"));
  RETURN NULL;
END $$;

CREATE FUNCTION llavero_clients_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('llavero_clients', '*');
  RETURN NULL;
END $$;

CREATE TRIGGER llavero_inserted AFTER INSERT ON "Client"
  REFERENCING NEW TABLE AS now_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_clients_inserted();
CREATE TRIGGER llavero_updated AFTER UPDATE ON "Client"
  REFERENCING OLD TABLE AS before_rows NEW TABLE AS now_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_clients_updated();
CREATE TRIGGER llavero_deleted AFTER DELETE ON "Client"
  REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_clients_deleted();
CREATE TRIGGER llavero_truncated AFTER TRUNCATE ON "Client"
  FOR EACH STATEMENT EXECUTE FUNCTION llavero_clients_truncated();

CREATE TRIGGER llavero_inserted AFTER INSERT ON "ClientSecret"
  REFERENCING NEW TABLE AS now_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_secrets_inserted();
CREATE TRIGGER llavero_updated AFTER UPDATE ON "ClientSecret"
  REFERENCING OLD TABLE AS before_rows NEW TABLE AS now_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_secrets_updated();
CREATE TRIGGER llavero_deleted AFTER DELETE ON "ClientSecret"
  REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_secrets_deleted();
CREATE TRIGGER llavero_truncated AFTER TRUNCATE ON "ClientSecret"
  FOR EACH STATEMENT EXECUTE FUNCTION llavero_clients_truncated();
