import { acos, asin, atan2, cos, sin } from "../maths/functions.ts";

const RADIANS = Math.PI / 180;

/** A row of modules that turns about one axis. Angles in degrees. */
export type TrackerGeometry = {
  /** Compass direction of the axis, clockwise from north. */
  readonly axisAzimuthDegrees: number;
  /** Rise of the axis above the horizontal. */
  readonly axisTiltDegrees: number;
  /** Largest rotation to either side. */
  readonly maxAngleDegrees: number;
  /** Ground cover ratio: width of a row over the distance of rows. */
  readonly gcr: number;
  /** Turns back while rows would shade each other. */
  readonly backtracking: boolean;
  /** Slope of the ground across the axes. */
  readonly crossAxisTiltDegrees: number;
};

/** The fixed numbers of a tracker, taken once. */
export type TrackerFrame = {
  readonly cosAzimuth: number;
  readonly sinAzimuth: number;
  readonly cosTilt: number;
  readonly sinTilt: number;
  readonly maxAngle: number;
  readonly backtracking: boolean;
  readonly crossTilt: number;
  /** gcr × cosine of the cross-axis slope. */
  readonly cover: number;
};

export function trackerFrame(geometry: TrackerGeometry): TrackerFrame {
  const crossTilt = geometry.crossAxisTiltDegrees * RADIANS;
  return {
    cosAzimuth: cos(geometry.axisAzimuthDegrees * RADIANS),
    sinAzimuth: sin(geometry.axisAzimuthDegrees * RADIANS),
    cosTilt: cos(geometry.axisTiltDegrees * RADIANS),
    sinTilt: sin(geometry.axisTiltDegrees * RADIANS),
    maxAngle: geometry.maxAngleDegrees * RADIANS,
    backtracking: geometry.backtracking,
    crossTilt,
    cover: geometry.gcr * cos(crossTilt),
  };
}

/** Sun across the axis, in the frame of the tracker. */
export function acrossAxis(frame: TrackerFrame, east: number, north: number): number {
  return east * frame.cosAzimuth - north * frame.sinAzimuth;
}

/** Sun along the normal of the unturned row. */
export function aboveAxis(frame: TrackerFrame, east: number, north: number, up: number): number {
  return (east * frame.sinAzimuth + north * frame.cosAzimuth) * frame.sinTilt + up * frame.cosTilt;
}

/**
 * Rotation that faces the sun as far as it may, radians; positive toward the west for an axis that points south.
 * Lorenzo, Narvarte & Muñoz (2011), Prog. Photovolt. 19, 747; backtracking: Anderson & Mikofski (2020), NREL/TP-5K00-76626, eq. 14–16.
 * @param across @param above of `acrossAxis` and `aboveAxis`; meant for a sun above the horizon
 */
export function trackerRotation(frame: TrackerFrame, across: number, above: number): number {
  let rotation = atan2(across, above);
  if (frame.backtracking) {
    const shade = Math.abs(cos(rotation - frame.crossTilt)) / frame.cover;
    if (shade < 1) rotation -= (rotation < 0 ? -1 : 1) * acos(shade);
  }
  return Math.max(-frame.maxAngle, Math.min(frame.maxAngle, rotation));
}

/** Tilt of the turned row, degrees. */
export function trackerTiltDegrees(frame: TrackerFrame, rotation: number): number {
  return acos(Math.max(-1, Math.min(1, cos(rotation) * frame.cosTilt))) / RADIANS;
}

/**
 * Compass direction that the turned row faces, degrees 0 … 360; a flat row is said to face 90° left of its axis, as pvlib does.
 * Anderson & Mikofski (2020), eq. 17.
 */
export function trackerAzimuthDegrees(frame: TrackerFrame, axisAzimuthDegrees: number, rotation: number): number {
  const sinTilt = Math.sqrt(Math.max(0, 1 - cos(rotation) * cos(rotation) * frame.cosTilt * frame.cosTilt));
  if (sinTilt === 0) return (axisAzimuthDegrees + 270) % 360;
  const turned = asin(Math.max(-1, Math.min(1, sin(rotation) / sinTilt))) / RADIANS;
  const around = Math.abs(rotation) > Math.PI / 2 ? axisAzimuthDegrees + 180 - turned : axisAzimuthDegrees + turned;
  return ((around % 360) + 360) % 360;
}
