/** Rows of a dump: two checkouts, in lines 2 and 3. */
export const checkoutRows = String.raw`COPY public.checkouts (id, origin, comment, git_commit_tags) FROM stdin;
c1	maestro	two\\nwords\\.	{v6.1,"a b"}
c2	maestro	\N	\N
\.
`

/** A dump with tables of ours, of others, and of another schema. */
export const wholeDump = String.raw`-- PostgreSQL database dump
\restrict abc
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.checkouts (id text);
${checkoutRows}
COPY public.auth_user (id, name) FROM stdin;
1	admin
\.
COPY public.hardware_registry_processors (id, type, vendor_id) FROM stdin;
cpu	soc	vendor
\.
COPY public.hardware_registry_silicon_vendors (id, type) FROM stdin;
vendor	silicon_vendor
\.
COPY other.checkouts (id) FROM stdin;
c3
\.
ALTER TABLE ONLY public.checkouts ADD CONSTRAINT checkouts_pkey PRIMARY KEY (id);
`
