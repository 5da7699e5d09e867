export * from "../../components/alerts/useAlerting";
