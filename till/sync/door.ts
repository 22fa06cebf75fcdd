/**
 * The server as the errands see it: a door that is shut when the till was turned away at it.
 *
 * CouchDB locks a user out after five wrong passwords in five minutes, and then not even the right one helps. So nobody
 * knocks at a shut door but with a permit, and a permit is for one knock. Any answer but *unauthorised* opens the door.
 */
import type {Result} from '../domain/result.ts';
import type {Ask, Server, ServerFault} from './server.ts';

export class Door implements Server {
	readonly #onTurned: () => void;
	#server: Server;
	#isShut = false;
	#isPermitted = false;

	constructor({server, onTurned}: {readonly server: Server; readonly onTurned: () => void}) {
		this.#server = server;
		this.#onTurned = onTurned;
	}

	get isShut(): boolean {
		return this.#isShut;
	}

	get isPermitted(): boolean {
		return this.#isPermitted;
	}

	permit(): void {
		this.#isPermitted = true;
	}

	/** The till was let in elsewhere. */
	open(): void {
		this.#turn(false);
	}

	/** Whether this one lets the till in, its answers will say. */
	turnTo(server: Server): void {
		this.#server = server;
	}

	database(name: string): string {
		return this.#server.database(name);
	}

	async ask(path: string, ask?: Ask): Promise<Result<unknown, ServerFault>> {
		this.#isPermitted = false;
		const answer = await this.#server.ask(path, ask);
		if (answer.ok || answer.fault.code === 'http') this.#turn(false);
		else if (answer.fault.code === 'unauthorised') this.#turn(true);
		return answer;
	}

	stream(path: string, options: {readonly silenceMs: number}): ReturnType<Server['stream']> {
		return this.#server.stream(path, options);
	}

	#turn(isShut: boolean): void {
		if (isShut === this.#isShut) return;
		this.#isShut = isShut;
		this.#onTurned();
	}
}
