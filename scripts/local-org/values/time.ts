import { pad } from './date.ts';

const DAY = 86_400_000;

/** A time of day to the millisecond, without zone. Additions wrap at midnight. */
export class ApexTime {
  readonly millis: number;

  constructor(millis: number) {
    this.millis = ((millis % DAY) + DAY) % DAY;
  }

  static of(hour: number, minute: number, second: number, millisecond: number): ApexTime {
    return new ApexTime(((hour * 60 + minute) * 60 + second) * 1000 + millisecond);
  }

  /** `10:30:00.000Z`, `10:30`, with or without seconds, fraction and Z; undefined for anything else. */
  static tryParse(text: string): ApexTime | undefined {
    const m = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?Z?$/.exec(text);
    if (!m) return undefined;
    const [h, mi, s, ms] = [Number(m[1]), Number(m[2]), Number(m[3] ?? 0), Number((m[4] ?? '0').padEnd(3, '0'))];
    return h < 24 && mi < 60 && s < 60 ? ApexTime.of(h, mi, s, ms) : undefined;
  }

  get hour(): number {
    return Math.floor(this.millis / 3_600_000);
  }

  get minute(): number {
    return Math.floor(this.millis / 60_000) % 60;
  }

  get second(): number {
    return Math.floor(this.millis / 1000) % 60;
  }

  get millisecond(): number {
    return this.millis % 1000;
  }

  add(millis: number): ApexTime {
    return new ApexTime(this.millis + millis);
  }

  compare(o: ApexTime): number {
    return this.millis - o.millis;
  }

  /** `10:30:00.000Z`. */
  toString(): string {
    return `${pad(this.hour, 2)}:${pad(this.minute, 2)}:${pad(this.second, 2)}.${pad(this.millisecond, 3)}Z`;
  }

  toJSON(): string {
    return this.toString();
  }
}
