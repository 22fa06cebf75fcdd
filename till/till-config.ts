/**
 * The settings a till needs before it has a catalogue: who it is, where its folder and its server are. All the rest
 * is in its profile, which comes with the catalogue.
 */
export interface TillConfig extends OwnSettings {
	readonly server: {readonly url: string; readonly user: string; readonly password: string};
	/** Until the profile says otherwise. */
	readonly pushSeconds: number;
}

/** What concerns this machine alone: nothing of a server. */
export interface OwnSettings {
	readonly id: string;
	readonly version: string;
	readonly dataDir: string;
	/** Where the screen is served; 0 takes a free port. */
	readonly port: number;
	/** Folder with the screen's page. */
	readonly uiDir: string;
}

/** Throws with the name of the first setting that is missing or malformed. */
export function readTillConfig(settings: unknown): TillConfig {
	const root = record(settings, 'settings');
	const server = record(root['server'], 'server');
	return {
		...readOwnSettings(settings),
		server: {url: text(server, 'url'), user: text(server, 'user'), password: text(server, 'password')},
		pushSeconds: whole(root, 'pushSeconds'),
	};
}

/** The same, of the settings without the server. */
export function readOwnSettings(settings: unknown): OwnSettings {
	const root = record(settings, 'settings');
	const id = text(root, 'id');
	if (!/^[a-z0-9-]{1,16}$/.test(id)) throw new Error(`Setting "id" is not [a-z0-9-]{1,16}: ${id}`);
	return {
		id,
		version: text(root, 'version'),
		dataDir: text(root, 'dataDir'),
		port: whole(root, 'port'),
		uiDir: text(root, 'uiDir'),
	};
}

type Fields = Readonly<Record<string, unknown>>;

function record(value: unknown, name: string): Fields {
	if (typeof value !== 'object' || value === null) throw new Error(`Setting "${name}" is missing`);
	return value as Fields;
}

function text(fields: Fields, name: string): string {
	const value = fields[name];
	if (typeof value !== 'string' || value === '') throw new Error(`Setting "${name}" is missing`);
	return value;
}

function whole(fields: Fields, name: string): number {
	const value = fields[name];
	if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
		throw new Error(`Setting "${name}" is not a whole number`);
	return value;
}
