import {conformance, makeUser} from './couch.ts';

conformance('the server greets everybody as CouchDB 3.5', async (t, couch) => {
	const {status, body} = await couch.request('GET', '/', {as: null});
	t.is(status, 200);
	t.is(String(body['couchdb']), 'Welcome');
	t.regex(String(body['version']), /^3\.5\./);
	// A CouchDB may be built with SpiderMonkey; the embedded server is one with QuickJS.
	if (!couch.isReal) t.true(body['features']?.includes('quickjs' as never));
	t.like((await couch.request('GET', '/_up', {as: null})).body, {status: 'ok'} as never);
	t.like((await couch.request('GET', '/_session', {as: null})).body, {
		ok: true,
		userCtx: {name: null, roles: []},
	} as never);
});

conformance('a new database is for admins only', async (t, couch) => {
	const db = await couch.database(t);
	const user = await makeUser(t, couch, ['till']);
	const {body} = await couch.request('GET', `/${db}/_security`);
	t.deepEqual({...body}, {members: {roles: ['_admin']}, admins: {roles: ['_admin']}} as never);
	const nobody = await couch.request('GET', `/${db}`, {as: null});
	t.is(nobody.status, 401);
	t.is(String(nobody.body['reason']), 'You are not authorized to access this db.');
	const other = await couch.request('GET', `/${db}/_all_docs`, {as: user});
	t.is(other.status, 403);
	t.is(String(other.body['reason']), 'You are not allowed to access this db.');
});

conformance('a member reads and writes documents, and nothing above that', async (t, couch) => {
	const db = await couch.database(t);
	const till = await makeUser(t, couch, ['till']);
	const security = {members: {names: [], roles: ['till']}, admins: {names: [], roles: ['_admin']}};
	t.is((await couch.request('PUT', `/${db}/_security`, {body: security})).status, 200);
	await couch.request('PUT', `/${db}/_design/views`, {body: {}});

	const status = async (method: string, path: string, body?: unknown) =>
		(await couch.request(method, path, {as: till, ...(body === undefined ? {} : {body})})).status;
	t.is(await status('PUT', `/${db}/receipt`, {}), 201);
	t.is(await status('GET', `/${db}/receipt`), 200);
	t.is(await status('GET', `/${db}/_changes`), 200);
	t.is(await status('POST', `/${db}/_bulk_docs`, {docs: []}), 201);
	t.is(await status('PUT', `/${db}/_local/x`, {}), 201);
	t.is(await status('POST', `/${db}/_find`, {selector: {}}), 200);
	t.is(await status('GET', `/${db}/_design/views`), 200);
	t.is(await status('GET', `/${db}/_security`), 200);

	const design = await couch.request('PUT', `/${db}/_design/mine`, {as: till, body: {}});
	t.is(design.status, 403);
	t.is(String(design.body['reason']), 'You are not a db or server admin.');
	t.is(await status('PUT', `/${db}/_security`, {}), 500);
	t.is(await status('PUT', `/${db}`), 401);
	t.is(await status('PUT', `/${db}-new`), 401);
	t.is(await status('DELETE', `/${db}`), 401);
	t.is(await status('GET', '/_all_dbs'), 401);
	t.is((await couch.request('PUT', `/${db}`)).status, 412);
	t.is((await couch.request('PUT', `/${db}`, {as: null})).status, 401);
});

conformance('a database admin writes design documents', async (t, couch) => {
	const db = await couch.database(t);
	const manager = await makeUser(t, couch, ['manager']);
	const security = {members: {roles: ['till']}, admins: {roles: ['manager']}};
	await couch.request('PUT', `/${db}/_security`, {body: security});
	t.is((await couch.request('PUT', `/${db}/_design/views`, {as: manager, body: {}})).status, 201);
});

conformance('a wrong password is refused even where nobody has to log in', async (t, couch) => {
	const user = await makeUser(t, couch, []);
	const {status, body} = await couch.request('GET', '/', {as: {...user, password: 'wrong'}});
	t.is(status, 401);
	t.is(String(body['reason']), 'Name or password is incorrect.');
});

conformance('five wrong passwords lock a user out, and nobody else', async (t, couch) => {
	const [anna, basia] = [await makeUser(t, couch, []), await makeUser(t, couch, [])];
	for (let attempt = 0; attempt < 5; attempt++) {
		t.is((await couch.request('GET', '/', {as: {...anna, password: 'wrong'}})).status, 401);
	}
	const {status, body} = await couch.request('GET', '/', {as: anna});
	t.is(status, 403);
	t.regex(String(body['reason']), /temporarily locked/);
	t.is((await couch.request('GET', '/', {as: basia})).status, 200);
});

conformance('a session begins with a password, goes on with a cookie and ends', async (t, couch) => {
	const user = await makeUser(t, couch, ['till']);
	const begun = await couch.request('POST', '/_session', {as: null, body: user});
	t.is(begun.status, 200);
	t.like(begun.body, {ok: true, name: user.name, roles: ['till']} as never);
	const given = begun.headers.get('set-cookie') ?? '';
	t.regex(given, /^AuthSession=[^;]+;.*Max-Age=600;.*HttpOnly/);
	const [cookie = ''] = given.split(';');
	const session = await couch.request('GET', '/_session', {as: null, headers: {cookie}});
	t.like(session.body, {userCtx: {name: user.name, roles: ['till']}, info: {authenticated: 'cookie'}} as never);
	const ended = await couch.request('DELETE', '/_session', {as: null, headers: {cookie}});
	t.regex(ended.headers.get('set-cookie') ?? '', /^AuthSession=;/);
	const wrong = await couch.request('POST', '/_session', {as: null, body: {...user, password: 'wrong'}});
	t.is(wrong.status, 401);
});

conformance('a cookie that somebody changed is nobody', async (t, couch) => {
	const user = await makeUser(t, couch, []);
	const begun = await couch.request('POST', '/_session', {as: null, body: user});
	const [cookie = ''] = (begun.headers.get('set-cookie') ?? '').split(';');
	const text = Buffer.from(cookie.slice('AuthSession='.length), 'base64url').toString('latin1');
	const forged = Buffer.from(text.replace(user.name, couch.admin.name), 'latin1').toString('base64url');
	const {body} = await couch.request('GET', '/_session', {as: null, headers: {cookie: `AuthSession=${forged}`}});
	t.is(body['userCtx']?.['name'] as unknown, null);
});

conformance('a password is kept as a hash, and a changed one counts at once', async (t, couch) => {
	const user = await makeUser(t, couch, []);
	const path = `/_users/org.couchdb.user:${user.name}`;
	const {body} = await couch.request('GET', path);
	t.like(body, {password_scheme: 'pbkdf2', pbkdf2_prf: 'sha256'} as never);
	t.is(body['password'], undefined);
	t.is((await couch.request('GET', '/', {as: user})).status, 200);
	await couch.request('PUT', path, {body: {...body, password: 'another'}});
	t.is((await couch.request('GET', '/', {as: {...user, password: 'another'}})).status, 200);
	t.is((await couch.request('GET', '/', {as: user})).status, 401);
});

conformance('a user without a name, a type or roles is refused', async (t, couch) => {
	for (const user of [
		{name: 'other', type: 'user', roles: []},
		{name: 'bad', roles: []},
		{name: 'bad', type: 'user'},
		{name: 'bad', type: 'user', roles: ['_admin']},
		{name: 'bad', type: 'user', roles: 'till'},
		{name: 'bad', type: 'user', roles: [7]},
		{name: 'bad', type: 'user', roles: [], password: 7},
		{type: 'user', roles: []},
	]) {
		t.is((await couch.request('PUT', '/_users/org.couchdb.user:bad', {body: user})).status, 403);
	}
});

conformance('databases are listed, described and removed', async (t, couch) => {
	const db = await couch.database(t);
	await couch.request('PUT', `/${db}/bread`, {body: {}});
	t.true((await couch.nano.db.list()).includes(db));
	t.like(await couch.nano.db.get(db), {db_name: db, doc_count: 1, doc_del_count: 0, cluster: {q: 1}} as never);
	const {body} = await couch.request('POST', '/_dbs_info', {body: {keys: [db, 'no-such']}});
	t.like(body, [
		{key: db, info: {db_name: db}},
		{key: 'no-such', error: 'not_found'},
	] as never);
	t.is((await couch.request('DELETE', `/${db}`)).status, 200);
	const gone = await couch.request('GET', `/${db}`);
	t.is(gone.status, 404);
	t.is(String(gone.body['reason']), 'Database does not exist.');
	t.is((await couch.request('PUT', '/Capital')).status, 400);
});

conformance('nothing but users is kept among the users, and nobody else reads them', async (t, couch) => {
	const till = await makeUser(t, couch, ['till']);
	t.is((await couch.request('PUT', '/_users/note', {body: {text: 'x'}})).status, 403);
	for (const as of [till, null]) {
		for (const path of ['/_users/_all_docs', '/_users/_changes', '/_replicator/_all_docs']) {
			t.true([401, 403].includes((await couch.request('GET', path, {as})).status), path);
		}
	}
});

conformance('what a database is open to is given back as it was put', async (t, couch) => {
	const db = await couch.database(t);
	for (const security of [
		{members: {names: ['anna'], roles: ['till']}, admins: {}},
		{members: {roles: []}, note: 1},
		{},
	]) {
		t.is((await couch.request('PUT', `/${db}/_security`, {body: security})).status, 200);
		t.deepEqual({...(await couch.request('GET', `/${db}/_security`)).body}, security as never);
	}
	for (const wrong of ['x', [], {members: 1}, {members: {roles: 'till'}}, {admins: {names: [1]}}]) {
		t.true((await couch.request('PUT', `/${db}/_security`, {body: wrong})).status >= 400);
	}
});
