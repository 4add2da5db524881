"""Row-level security: what makes a row of one organisation invisible to every other, whatever a query says.

Two settings of the transaction say for whom it works: `cutdown.org_id` and `cutdown.user_id` (`SET LOCAL`, by the unit
of work). Without them every table is empty. The owner of the tables is bound too (FORCE); only migrations and the
lookup functions see all rows, by a policy that holds for the owner alone and while `cutdown.every_tenant` is on.
"""

from alembic import op

ORG = "(SELECT current_setting('cutdown.org_id', true))"
USER = "(SELECT current_setting('cutdown.user_id', true))"

# Later tables cannot forget it: this runs after every migration, and gives each table that names its organisation the
# two policies that it lacks.
PROTECT_ALL = """
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id'
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT a.attisdropped
          AND pg_get_userbyid(c.relowner) = current_user
    LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
        IF NOT EXISTS (
            SELECT FROM pg_policies WHERE schemaname = 'public' AND tablename = name AND policyname = 'tenant'
        ) THEN
            EXECUTE format(
                'CREATE POLICY tenant ON public.%I USING (org_id = (SELECT current_setting(''cutdown.org_id'', true)))',
                name);
            EXECUTE format(
                'CREATE POLICY every_tenant ON public.%I TO CURRENT_USER '
                'USING (current_setting(''cutdown.every_tenant'', true) = ''on'')',
                name);
        END IF;
    END LOOP;
END
$$
"""

EVERY_TENANT = "SELECT set_config('cutdown.every_tenant', 'on', true)"
"""Lets the owner see and change the rows of all organisations, until its transaction ends."""


def protect(table: str, condition: str) -> None:
    """Force row-level security on a table and show the rows where `condition` holds; for tables without `org_id`."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON {table} USING ({condition})")
    op.execute(
        f"CREATE POLICY every_tenant ON {table} TO CURRENT_USER "
        "USING (current_setting('cutdown.every_tenant', true) = 'on')"
    )


def show_also(table: str, policy: str, condition: str) -> None:
    """Let more rows be read, and not be changed."""
    op.execute(f"CREATE POLICY {policy} ON {table} FOR SELECT USING ({condition})")


def lookup(signature: str, returns: str, query: str, *, first: str = "") -> None:
    """A function that sees the rows of all organisations and answers one narrow question, for what must be known
    before a caller's organisation is.

    `signature`: its name and parameters; `returns`: the columns of its rows; `query`: the statement that makes them;
    `first`: a PL/pgSQL statement that comes before.
    """
    # The setting is put back at once: where one role is owner and app, it must not outlive the function.
    op.execute(
        f"""
        CREATE FUNCTION {signature} RETURNS TABLE ({returns})
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $lookup$
        #variable_conflict use_column
        BEGIN
            {first}
            PERFORM set_config('cutdown.every_tenant', 'on', true);
            RETURN QUERY {query};
            PERFORM set_config('cutdown.every_tenant', '', true);
        END
        $lookup$
        """
    )
    op.execute(f"REVOKE ALL ON FUNCTION {signature.partition('(')[0]} FROM PUBLIC")
