/**
 * The embedded server as a program.
 *
 *   COUCHDB_PASSWORD=… node --import=tsx couch/embedded/main.ts --data DIR --port 5984
 *
 * It prints one line, `listening <url>`, when it can be used. SIGINT and SIGTERM end it in good order.
 */
import {Command, InvalidArgumentError} from 'commander';
import {createEmbeddedCouch} from './server.ts';

interface Options {
	readonly data: string;
	readonly host: string;
	readonly port: number;
	readonly hostName: readonly string[];
}

const program = new Command('embedded-couch')
	.description('The shop\'s CouchDB in one process. The password of user "admin" comes from COUCHDB_PASSWORD.')
	.requiredOption('--data <folder>', 'where the databases are kept')
	.option('--host <address>', 'the address to listen on', '127.0.0.1')
	.option('--port <number>', 'the port to listen on; 0 takes a free one', readPort, 5984)
	.option('--host-name <name...>', 'names by which other machines know this one', []);

await run(program.parse().opts<Options>());

async function run({data, host, port, hostName}: Options): Promise<void> {
	const admin = {name: 'admin', password: process.env['COUCHDB_PASSWORD'] ?? ''};
	const couch = await createEmbeddedCouch({dataDir: data, admin, hostNames: hostName});
	try {
		const {url} = await couch.listen({host, port});
		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			process.once(signal, () => {
				couch.close().catch(fail);
			});
		}
		process.stdout.write(`listening ${url}\n`);
	} catch (error) {
		await couch.close();
		fail(isPortTaken(error) ? new Error(`Port ${port} of ${host} is taken by another program.`) : error);
	}
}

function readPort(text: string): number {
	const port = Number(text);
	if (!Number.isInteger(port) || port < 0 || port > 65_535) {
		throw new InvalidArgumentError('A port is a number from 0 to 65535.');
	}
	return port;
}

function isPortTaken(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

function fail(error: unknown): void {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}
